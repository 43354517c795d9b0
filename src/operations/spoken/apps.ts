/** The words by which people ask for what is done to apps, their credentials, API access, authorization servers, agents and governance. */
export const APPS: Readonly<Record<string, string>> = {
  // apps
  listApplications:
    "inventory catalogue overview tiles software connected SSO disabled deleted bookmarks count unused audit",
  createApplication:
    "onboard vendor software SaaS tool set up SSO website tile shortcut service client register catalog",
  getApplication: "configuration details ACS URL audience entity redirect URI client id login initiated state broken",
  replaceApplication:
    "rename redirect URI callback ACS URL audience NameID username format hide tile dashboard edit change",
  deleteApplication: "retire decommission get rid old software permanently clean up unused remove contract ended",
  activateApplication: "turn back on bring back enable tile reappear restore working again",
  deactivateApplication:
    "switch off disable retire temporarily lock down breach vendor compromised outage shut tile disappear",
  getDefaultProvisioningConnectionForApplication:
    "endpoint configured authentication method accounts created downstream status bearer",
  updateDefaultProvisioningConnectionForApplication:
    "rotate bearer credentials endpoint moved accounts no longer created downstream configure API authentication",
  getUserProvisioningConnectionJWKS: "public key hand vendor Org2Org hub spoke signed JWT trust",
  activateDefaultProvisioningConnectionForApplication:
    "turn on start automatic account creation downstream resume syncing enable",
  deactivateDefaultProvisioningConnectionForApplication:
    "switch off pause halt automatic account creation downstream stop syncing disable",
  verifyProvisioningConnectionForApplication:
    "complete finish authorization code consent Google Workspace Office 365 Zoom Slack handshake",
  getAllCrossAppAccessConnections: "MCP agent integrations ID-JAG requesting resource software talks inventory review",
  createCrossAppAccessConnection: "let agent chatbot assistant reach data MCP ID-JAG allow requesting resource",
  getCrossAppAccessConnection: "agent MCP status active inactive details requesting resource",
  updateCrossAppAccessConnection: "switch on off pause disable enable agent MCP reach temporarily",
  deleteCrossAppAccessConnection: "cut agent MCP reach off permanently disconnect remove no longer talk",
  listFeaturesForApplication:
    "capabilities supported SCIM enabled deactivation leavers accounts remain downstream USER_PROVISIONING INBOUND_PROVISIONING",
  getFeatureForApplication: "schedule matching rules leaver accounts disabled downstream settings one capability",
  updateFeatureForApplication:
    "SCIM enable automatic account creation leavers disable downstream schedule hourly matching auto confirm",
  listApplicationGroupAssignments: "departments teams have access through tile appears entitled license review",
  getApplicationGroupAssignment: "team department license role entitlement values rank detail",
  assignGroupToApplication: "roll out department team license everybody access tile grant bulk entitle provision",
  updateGroupAssignmentToApplication:
    "license role plan entitlement values team order rank reorder wins edit department",
  unassignApplicationFromGroup: "take access away department team revoke license bulk pull lose tile",
  listInterclientAllowedApplications: "clients permitted trusted call single sign on native SSO token exchange inbound",
  createInterclientTrustMapping: "permit client token exchange native SSO device secret share trusted allow add",
  deleteInterclientTrustMapping: "end distrust untrust forbid client token exchange remove permission",
  listInterclientTargetApplications: "outbound reach can call others token exchange destinations",
  uploadApplicationLogo: "tile image branding PNG SVG change wrong dashboard replace appearance",
  assignApplicationPolicy:
    "stricter MFA login requirements move software tighten passwordless phishing resistant rules protect sensitive different",
  listApplicationUsers: "licenses seats roster entitled review certification export count individually directly",
  assignUserToApplication:
    "request grant license seat employee needs tile missing dashboard hand out provision individually",
  getApplicationUser: "somebody directly via group sync provisioning error failed status wrong downstream login",
  updateApplicationUser:
    "wrong login name downstream fix account mismatch SWA password license role entitlement convert individual direct",
  unassignUserFromApplication:
    "revoke license seat reclaim free offboard leaver deprovision transferred lose tile employee no longer needs",
  listGroupPushMappings: "teams downstream sync errors failed Google Slack AWS Active Directory status",
  createGroupPushMapping:
    "sync team membership downstream Google Slack AWS Active Directory provision send link existing",
  getGroupPushMapping: "sync failed error last team downstream status updating members",
  updateGroupPushMapping: "pause resume stop syncing team membership downstream retry activate deactivate",
  deleteGroupPushMapping: "unlink syncing team downstream also copy keep target clean up",
  getFirstPartyAppSettings: "administrators logged out too quickly long portal inactivity",
  replaceFirstPartyAppSettings: "administrators logged out too often shorten lengthen inactivity minutes portal harden",

  // app_credentials
  listScopeConsentGrants: "permissions service machine bot API rights users manage review overprivileged",
  grantConsentToScope:
    "allow permission bot script machine invalid_scope consent_required missing 403 insufficient_scope authorize add",
  getScopeConsentGrant: "single permission service when approved status source",
  revokeScopeConsentGrant: "least privilege reduce permission service bot overprivileged withdraw remove API rights",
  previewSAMLmetadataForApplication:
    "IdP entity issuer URL certificate send vendor service provider file configure import SSO",
  listCsrsForApplication: "pending outstanding waiting CA signature corporate PKI internal Digicert",
  generateCsrForApplication: "own CA signed corporate PKI third-party create Digicert internal",
  getCsrForApplication: "download PKCS10 send CA PEM pending",
  revokeCsrFromApplication: "discard abandon cancel pending CA clean up wrong unused",
  publishCsrFromApplication: "CA returned import own install finish complete corporate PKI x509 DER PEM",
  listApplicationKeys: "SSO certs running out expiring soon renewal x509 SHA fingerprint validity audit kid",
  generateApplicationKey: "renew expiring expired SSO broke x509 rollover years validity replace SHA-1 SHA-256",
  getApplicationKey: "download x5c PEM x509 fingerprint send vendor validity kid",
  cloneApplicationKey: "reuse duplicate x509 across several apps second instance transfer",
  listFederatedClaims: "groups role department sent AWS vendor attributes pass SSO response",
  createFederatedClaim: "send pass department groups role employee number vendor AWS expression map include custom",
  getFederatedClaim: "expression value sent name single statement",
  replaceFederatedClaim: "edit change rename expression value sent statement wrong fix vendor",
  deleteFederatedClaim: "stop sending vendor privacy remove statement no longer pass",
  listJwk: "private_key_jwt service machine registered keypair kid status audit",
  addJwk: "private_key_jwt upload register keypair rotate machine Terraform script encryption invalid_client new",
  getJwk: "private_key_jwt kid status modulus single keypair service machine",
  deletejwk: "remove old private_key_jwt keypair after rotation compromised leaked private retire clean up",
  activateOAuth2ClientJsonWebKey: "private_key_jwt turn on keypair start using rotation enable again roll back",
  deactivateOAuth2ClientJsonWebKey:
    "private_key_jwt switch off disable leaked compromised private old keypair rotation before deleting",
  listOAuth2ClientSecrets: "password age old stale rotation due audit count two active",
  createOAuth2ClientSecret:
    "rotation leaked compromised GitHub new password invalid_client second zero downtime regenerate",
  getOAuth2ClientSecret: "look up lost password value hash invalid_client status copy",
  deleteOAuth2ClientSecret: "remove old leaked after rotation finish clean up password retire",
  activateOAuth2ClientSecret: "enable turn on use again rotation roll back password invalid_client",
  deactivateOAuth2ClientSecret: "disable switch off leaked compromised old rotation before deleting password",
  listOAuth2TokensForApplication: "offline_access active sessions mobile clients still logged in outstanding",
  revokeOAuth2TokensForApplication:
    "all everybody force log in again invalidate kill mobile sessions breach incident sign out",
  getOAuth2TokenForApplication: "offline_access one expiry scopes details",
  revokeOAuth2TokenForApplication: "single one invalidate stolen leaked lost phone kill specific",

  // integrations
  listApiServiceIntegrationInstances:
    "vendors external tools security partner connected authorized installed catalog review",
  createApiServiceIntegrationInstance:
    "install vendor tool catalog security scanner posture backup authorize partner connect add",
  getApiServiceIntegrationInstance: "vendor permissions granted scopes installed details partner",
  deleteApiServiceIntegrationInstance:
    "uninstall cut off vendor tool partner contract ended revoke remove disconnect breach",
  listApiServiceIntegrationInstanceSecrets: "vendor credentials age rotation due password partner active",
  createApiServiceIntegrationInstanceSecret:
    "rotate rotation vendor credentials leaked new regenerate partner second password",
  deleteApiServiceIntegrationInstanceSecret: "remove old vendor credential after rotation clean up leaked partner",
  activateApiServiceIntegrationInstanceSecret: "enable vendor credential turn on again use roll back rotation",
  deactivateApiServiceIntegrationInstanceSecret:
    "disable vendor credential switch off leaked compromised old rotation before deleting",
  listApiTokens:
    "stale unused keys belonging departed admin leaver inventory audit scripts automation expiring hygiene",
  revokeCurrentApiToken: "own mine self kill used by connection server script invalidate log myself off",
  getApiToken: "owner last used expiring allowed IP zone rate script details belongs",
  upsertApiToken: "lock down IP allowlist zone office VPN harden automation script rename",
  revokeApiToken: "compromised GitHub departed admin leaver kill invalidate stale unused script key clean up delete",

  // authorization_servers
  listAuthorizationServers: "default custom audiences issuers inventory overview backend microservices JWT",
  createAuthorizationServer: "protect own backend microservices gateway JWT audience new set up environment staging",
  getAuthorizationServer: "URI audience rotation mode discovery endpoint invalid JWT settings",
  replaceAuthorizationServer: "edit audience custom domain rename description manual automatic rotation mode",
  deleteAuthorizationServer: "decommission permanently retire old unused staging backend clean up remove",
  activateAuthorizationServer: "turn on enable again resume issuing JWT bring back",
  deactivateAuthorizationServer: "switch off disable stop issuing JWT lock down temporarily retire",
  listAssociatedServersByTrustedType: "trusts microservice on behalf untrusted candidates federation",
  createAssociatedServers: "establish trust microservice on behalf accept foreign JWT add another",
  deleteAssociatedServer: "end untrust distrust remove trust no longer accept foreign JWT",
  listOAuth2Claims: "is inside JWT payload groups roles included contents missing userinfo",
  createOAuth2Claim: "groups role department put into JWT payload include missing attribute backend userinfo",
  getOAuth2Claim: "JWT payload value mapping condition single groups filter",
  replaceOAuth2Claim: "edit fix JWT payload value wrong groups filter regex always include rename change",
  deleteOAuth2Claim: "remove from JWT payload too large stop including sensitive drop",
  listOAuth2ClientsForAuthorizationServer: "apps software used by consumers offline_access outstanding",
  listRefreshTokensForAuthorizationServerAndClient: "offline_access outstanding active logged in mobile one software",
  revokeRefreshTokensForAuthorizationServerAndClient:
    "all everybody force log in again invalidate kill mobile breach incident one software",
  getRefreshTokenForAuthorizationServerAndClient: "offline_access one expiry scopes issued details",
  revokeRefreshTokenForAuthorizationServerAndClient: "single one stolen leaked lost phone invalidate kill specific",
  listAuthorizationServerKeys: "JWKS kid current next expired active verify JWT signature validation fails",
  getAuthorizationServerKey: "JWKS kid one public verify JWT signature status ACTIVE NEXT EXPIRED",
  rotateAuthorizationServerKeys: "rollover JWT signature new kid manual compromised refresh yearly force immediately",
  listAuthorizationServerPolicies: "clients may request JWT access_denied evaluated order priority",
  createAuthorizationServerPolicy: "permit client request JWT access_denied no matching allow app restrict new",
  getAuthorizationServerPolicy: "assigned clients ALL_CLIENTS priority status apps covered",
  replaceAuthorizationServerPolicy: "add app client include restrict assigned reorder priority rename edit",
  deleteAuthorizationServerPolicy: "remove obsolete unused clients clean up permanently",
  activateAuthorizationServerPolicy: "turn on enable put into effect enforce again clients",
  deactivateAuthorizationServerPolicy: "switch off disable stop enforcing temporarily suspend clients",
  listAuthorizationServerPolicyRules:
    "minutes refresh expiration offline_access client credentials allowed conditions evaluate order",
  createAuthorizationServerPolicyRule:
    "client_credentials authorization_code device flow permit group minutes expire shorten inline hook allowed",
  getAuthorizationServerPolicyRule: "minutes expire refresh window conditions people groups scopes allowed inline hook",
  replaceAuthorizationServerPolicyRule:
    "shorten lengthen minutes expire refresh window idle client_credentials offline_access inline hook attach",
  deleteAuthorizationServerPolicyRule: "remove obsolete condition flow no longer permitted clean up",
  activateAuthorizationServerPolicyRule: "turn on enable put into effect again flow",
  deactivateAuthorizationServerPolicyRule: "switch off disable temporarily suspend flow without deleting",
  listOAuth2Scopes: "permissions offered by own backend default openid consent available API metadata",
  createOAuth2Scope: "define permission own backend read write orders consent required invalid_scope new",
  getOAuth2Scope: "permission description consent required optional default details backend",
  replaceOAuth2Scope: "edit permission description consent prompt require skip implicit default public metadata",
  deleteOAuth2Scope: "remove permission no longer offered backend retire unused",
  listOAuth2ResourceServerJsonWebKeys: "encrypt encrypted access opaque backend JWKS decrypt kid status",
  addOAuth2ResourceServerJsonWebKey: "encrypt access confidential payload backend upload register RSA rotate new",
  getOAuth2ResourceServerJsonWebKey: "encrypted access kid status one RSA modulus backend decrypt",
  deleteOAuth2ResourceServerJsonWebKey: "remove old encrypt after rotation backend retire clean up",
  activateOAuth2ResourceServerJsonWebKey: "turn on start encrypting access use enable rotation switch",
  deactivateOAuth2ResourceServerJsonWebKey: "switch off stop encrypting access disable old rotation before deleting",

  // agents
  listAgentPools:
    "offline disconnected outdated domain controller connector on-prem outage delegated authentication operational disrupted",
  listAgentPoolsUpdates: "upgrades planned maintenance window pending past jobs connector on-prem failed",
  createAgentPoolsUpdate: "upgrade outdated connector newest maintenance window night weekend plan roll out patch",
  getAgentPoolsUpdateSettings: "automatic upgrade auto-update release channel beta GA latest connector",
  updateAgentPoolsUpdateSettings: "turn automatic upgrade auto-update release channel beta GA connector choose",
  getAgentPoolsUpdateInstance: "upgrade job progress status failed succeeded reason connector",
  updateAgentPoolsUpdate: "reschedule move postpone maintenance window upgrade edit time timezone connector",
  deleteAgentPoolsUpdate: "cancel planned upgrade maintenance window remove job discard",
  activateAgentPoolsUpdate: "enable planned upgrade job turn on maintenance window recurring",
  deactivateAgentPoolsUpdate: "disable planned upgrade job switch off skip maintenance window freeze",
  pauseAgentPoolsUpdate: "hold halt interrupt upgrade temporarily in progress change freeze",
  resumeAgentPoolsUpdate: "continue paused upgrade go on carry finish halted",
  retryAgentPoolsUpdate: "failed upgrade try again rerun repeat error unsuccessful connector",
  stopAgentPoolsUpdate: "abort cancel upgrade in progress going wrong break off",
  updateGroupMembership: "domain security distribution put take people out file share VPN writeback on-prem",
  submitGroupAttributeQuery: "on-prem domain look up live start request distinguished name managedBy description",
  getGroupAttributeQueryResult: "on-prem domain look up answer fetch outcome poll finished response",

  // privileged_access
  listOktaManagedUserAccounts: "PAM shared break glass emergency vault vaulted checkout OPA nonhuman inventory",
  createOktaManagedUserAccount: "PAM vault break glass emergency shared super admin bring under control take over OPA",
  getOktaManagedUserAccount: "PAM vault break glass status sync detail owner OPA",
  updateOktaManagedUserAccount: "PAM vault rename description break glass shared edit owner hand over",
  deleteOktaManagedUserAccount: "PAM unvault release break glass no longer controlled remove unmanage",
  listAppServiceAccounts: "PAM SaaS shared nonhuman robot bot Salesforce vault vaulted inventory OPA",
  createAppServiceAccount: "PAM SaaS shared nonhuman robot bot vault store password rotate bring under control",
  getAppServiceAccount: "PAM SaaS shared robot bot vault owner status sync detail",
  updateAppServiceAccount: "PAM SaaS shared robot bot rotate password rename owner hand over edit",
  deleteAppServiceAccount: "PAM SaaS shared robot bot unvault release remove retire clean up",

  // governance
  listGovernanceBundles: "IGA OIG requestable packages just in time elevation catalog available",
  createGovernanceBundle: "IGA OIG requestable package just in time temporary elevation define new",
  getGovernanceBundle: "IGA OIG requestable package status detail contains",
  replaceGovernanceBundle: "IGA OIG requestable package edit rename change contents",
  deleteGovernanceBundle: "IGA OIG requestable package remove retire no longer",
  listBundleEntitlements: "IGA OIG contents inside package included permissions",
  listBundleEntitlementValues: "IGA OIG individual resource sets inside package choices",
  getOptInStatus: "IGA OIG enabled enrolled just in time elevation active yet",
  optIn: "IGA OIG enable start just in time temporary elevation approval join",
  optOut: "IGA OIG disable leave quit just in time elevation approval stop",
};
