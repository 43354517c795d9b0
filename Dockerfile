# The program alone on what it needs of an operating system: glibc, libgcc and certificates.
# Without arguments it serves over stdin and stdout; `serve --http 0.0.0.0:8080` serves a team (docs/team.md). Only then is
# there a health to ask for: compose.yaml and examples/kubernetes.yaml do.
FROM denoland/deno:debian-2.7.11 AS build
WORKDIR /build
COPY deno.json deno.lock okta-openapi.yaml ./
COPY generated generated
COPY scripts scripts
COPY src src
RUN deno task compile

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /build/dist/mcp-okta-support /usr/local/bin/mcp-okta-support
# The audit log and logins, whoever the container runs as: mount a volume at /home/nonroot, or name a file elsewhere.
ENV XDG_STATE_HOME=/home/nonroot/.local/state
ENTRYPOINT ["/usr/local/bin/mcp-okta-support"]
