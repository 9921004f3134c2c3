# The sandbox of the four systems for an n8n that runs in a container. Wants the packed sandbox beside this file:
#   npm ci && npm run build && npm run pack:sandbox -- deploy
#   docker build --file deploy/sandbox.Dockerfile --tag ticket-relay-sandbox deploy
# It needs nothing but Node.js, writes nothing, and asks for its token in every address.
FROM node:24.21.0-alpine@sha256:ebfe2f90462722a7a4de65e91990e97fe0d401c70e0e762c5b53302f905ec1c1

WORKDIR /sandbox
RUN --mount=type=bind,target=/context \
	set -eu; \
	set -- /context/ticket-relay-sandbox-*.tgz; \
	if [ "$#" -ne 1 ] || [ ! -f "$1" ]; then echo 'Exactly one ticket-relay-sandbox-*.tgz has to lie beside the Dockerfile.' >&2; exit 1; fi; \
	tar -xzf "$1" --strip-components=1

USER node
EXPOSE 4010
ENTRYPOINT ["node", "bin/sandbox.js", "--listen", "0.0.0.0", "--port", "4010"]
