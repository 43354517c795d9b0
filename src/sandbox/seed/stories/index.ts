/** Every story of the demo org, one a file. Each changes records and writes the log that goes with the change. */

import type { Stage } from "../stage.ts";
import { tellAgentOutage } from "./agent_outage.ts";
import { tellClosedCase } from "./closed_case.ts";
import { tellExpiredPassword } from "./expired_password.ts";
import { tellForgottenPassword } from "./forgotten_password.ts";
import { tellHammeringService } from "./hammering_service.ts";
import { tellHealthy } from "./healthy.ts";
import { tellLeavers } from "./leavers.ts";
import { tellLostApp } from "./lost_app.ts";
import { tellNeverActivated } from "./never_activated.ts";
import { tellNewHires } from "./new_hires.ts";
import { tellNewPhone } from "./new_phone.ts";
import { tellPasswordSpray } from "./password_spray.ts";
import { tellPushFatigue } from "./push_fatigue.ts";
import { tellStalePassword } from "./stale_password.ts";
import { tellSuspended } from "./suspended.ts";
import { tellTraveller } from "./traveller.ts";
import { tellUnfinishedReset } from "./unfinished_reset.ts";
import { tellUnicodeLogin } from "./unicode_login.ts";

export const STORIES: readonly ((stage: Stage) => void)[] = [
  tellStalePassword,
  tellLostApp,
  tellPushFatigue,
  tellNeverActivated,
  tellExpiredPassword,
  tellHammeringService,
  tellForgottenPassword,
  tellNewPhone,
  tellSuspended,
  tellLeavers,
  tellTraveller,
  tellHealthy,
  tellPasswordSpray,
  tellUnfinishedReset,
  tellAgentOutage,
  tellNewHires,
  tellUnicodeLogin,
  tellClosedCase,
];
