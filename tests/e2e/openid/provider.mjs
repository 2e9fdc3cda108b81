// A real OpenID Connect provider (the npm package oidc-provider) in the place of GroupID's Security Service, in front of
// the embedded Data Service. It is on the same origin as the portal, as GroupID is. The Data Service knows only its own
// tokens, so a valid token of the provider is exchanged for one of its own on the way.
//
// Takes OIDC_PROVIDER, the package's folder, and UPSTREAM, the address of the embedded service, from the environment.
// Says where it listens, and then each event of the protocol on a line.

import http from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { OIDC_PROVIDER, UPSTREAM } = process.env;
const { Provider } = await import(pathToFileURL(join(OIDC_PROVIDER, 'lib', 'index.js')));

const SERVICE = '/GroupIDSecurityService';
const PASSWORD = 'Demo-Pass-1';
/** Seconds: short enough that a journey sees a token renewed. */
const TOKEN_LIFE = 6;

const server = http.createServer();
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(origin + SERVICE, {
  clients: [{
    client_id: 'groupid-portal',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [`${origin}/portal/`],
    post_logout_redirect_uris: [`${origin}/portal/`],
  }],
  cookies: { keys: ['a journey'] },
  claims: { openid: ['sub'], profile: ['preferred_username'] },
  features: { revocation: { enabled: true } },
  ttl: { AccessToken: TOKEN_LIFE, Grant: 3600, IdToken: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
  issueRefreshToken: () => true,
  // The organisation has consented for everybody.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope('openid profile offline_access');
    await grant.save();
    return grant;
  },
});

const tell = line => process.stdout.write(`${line}\n`);
provider.on('authorization.success', ({ oidc }) => tell(`authorized prompt=${oidc.params.prompt ?? ''}`));
provider.on('grant.success', ({ oidc }) => tell(`granted ${oidc.params.grant_type}`));
provider.on('refresh_token.destroyed', () => tell('revoked'));
provider.on('end_session.success', () => tell('signed out'));
for (const event of ['authorization', 'grant', 'revocation', 'end_session', 'userinfo', 'discovery']) {
  provider.on(`${event}.error`, (_, error) => tell(`refused ${event}: ${error.error ?? error.message}`));
}
provider.on('server_error', (_, error) => tell(`failed: ${error.stack}`));

const answer = provider.callback();
const tokens = new Map();

/** The Data Service's own token for whoever a token of the provider belongs to; undefined if it is not valid. */
async function exchanged(authorization) {
  const token = await provider.AccessToken.find(authorization.replace(/^Bearer /, ''));
  if (!token?.isValid) return undefined;
  if (!tokens.has(token.accountId)) {
    const body = new URLSearchParams({
      grant_type: 'password', client_id: 'groupid-portal', identity_store_id: '2',
      username: token.accountId, password: PASSWORD,
    });
    const asked = await fetch(`${UPSTREAM}${SERVICE}/connect/token`, { method: 'POST', body });
    tokens.set(token.accountId, (await asked.json()).access_token);
  }
  return `Bearer ${tokens.get(token.accountId)}`;
}

async function forward(request, response) {
  const headers = { ...request.headers, host: new URL(UPSTREAM).host };
  delete headers.cookie;
  if (headers.authorization) {
    headers.authorization = await exchanged(headers.authorization);
    if (!headers.authorization) return response.writeHead(401).end();
  }
  const onward = http.request(UPSTREAM + request.url, { method: request.method, headers }, from => {
    response.writeHead(from.statusCode, from.headers);
    from.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

server.on('request', (request, response) => {
  if (request.url.startsWith(`${SERVICE}/`)) {
    request.originalUrl = request.url;
    request.url = request.url.slice(SERVICE.length);
    answer(request, response);
  } else {
    forward(request, response).catch(() => response.destroy());
  }
});
tell(`listening on ${origin}`);
