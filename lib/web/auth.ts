// next-auth does the cookies and their forgery protection; who may sign in and whether a session stands is decided in
// lib/members. Credentials need its JWT sessions: ours carry nothing but the id of a row (lib/members/session.ts).
import nextAuthModule, { type AuthOptions } from "next-auth"
import credentialsModule from "next-auth/providers/credentials"
import { env, tellNextAuth } from "#lib/env.ts"
import { ExpectedError } from "#lib/errors.ts"
import { endSession } from "#lib/members/profile.ts"
import { openSession, sessionLasts, unseal } from "#lib/members/session.ts"
import { signIn, signInInput } from "#lib/members/sign-in.ts"
import { originOf } from "#lib/web/forwarded.ts"

/** next-auth is CommonJS: depending on who loads it, its default export is one level deeper. */
const ours = <Thing>(loaded: Thing): Thing => (loaded as { default?: Thing }).default ?? loaded
const NextAuth = ours(nextAuthModule)
const Credentials = ours(credentialsModule)

type Signed = { id: string; sessionId: string }

/** The options for one request: its origin decides where redirects may lead and whether cookies are for https only. */
function optionsFor(headers: Headers): AuthOptions {
  const origin = originOf(headers, { appUrl: env.APP_URL, trustProxy: env.CHANCERY_TRUST_PROXY })
  return {
    secret: env.AUTH_SECRET,
    useSecureCookies: origin.startsWith("https:"),
    session: { strategy: "jwt", maxAge: sessionLasts },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (given) => authorized(given, headers),
      }),
    ],
    jwt: {
      maxAge: sessionLasts,
      decode: async ({ token }) => {
        const claims = token ? await unseal(token) : null
        const session = claims && (await openSession(claims))
        return session ? { ...claims, name: session.user.name, email: session.user.email } : null
      },
    },
    callbacks: {
      // Names are read anew each time and never sealed in.
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: (user as Signed).sessionId } : { sub: token.sub, sid: token.sid },
      redirect: ({ url }) => {
        const wanted = URL.parse(url, origin)
        return wanted?.origin === origin ? wanted.href : origin
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && typeof token.sid === "string")
          await endSession(token.sub, { sessionId: token.sid }).catch(expected)
      },
    },
    logger: {
      // An ended session is no error, and the origin is known from the request.
      error: (code, detail) => code !== "JWT_SESSION_ERROR" && console.error(`Sign-in failed (${code}):`, detail),
      warn: () => {},
      debug: () => {},
    },
  }
}

function expected(error: unknown): void {
  if (!(error instanceof ExpectedError)) throw error
}

/** Null says that e-mail or password is wrong; the message of the error "throttled:<seconds>" says to wait. */
async function authorized(given: Record<string, string> | undefined, headers: Headers): Promise<Signed | null> {
  const input = signInInput.safeParse(given)
  if (!input.success) return null
  const device = { address: headers.get("x-forwarded-for") ?? "", userAgent: headers.get("user-agent") ?? "" }
  try {
    const { userId, sessionId } = await signIn(input.data, device)
    return { id: userId, sessionId }
  } catch (error) {
    expected(error)
    const { messageKey, values } = error as ExpectedError
    if (messageKey === "signIn.throttled") throw new Error(`throttled:${values.seconds}`)
    return null
  }
}

/** Answers everything below /api/auth. */
export function authRoute(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  tellNextAuth()
  return NextAuth(request as never, context as never, optionsFor(request.headers))
}
