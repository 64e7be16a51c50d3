import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { EmulatedApp } from '../options';

/** An issued access token. */
export interface AccessToken {
	readonly value: string;
	readonly clientId: string;
	/** The app's scopes when the token was issued. */
	readonly scopes: ReadonlySet<string>;
	expiresAtMs: number;
}

/** A registered app with the scopes it holds now. */
export interface RegisteredApp extends Omit<EmulatedApp, 'scopes'> {
	readonly scopes: Set<string>;
}

/** The developer platform's side: apps, their scopes, and the tokens issued to them. */
export class TokenIssuer {
	private readonly apps: Map<string, RegisteredApp>;
	private readonly tokens = new Map<string, AccessToken>();
	/** The one token of each internal app that is handed out again while it is valid. */
	private readonly current = new Map<string, AccessToken>();

	constructor(
		apps: readonly EmulatedApp[],
		private readonly clock: Clock,
		readonly lifetimeSeconds: number,
	) {
		this.apps = new Map(apps.map((app) => [app.clientId, { ...app, scopes: new Set(app.scopes) }]));
	}

	findApp(clientId: string): RegisteredApp | undefined {
		return this.apps.get(clientId);
	}

	/** The app's current token with its validity renewed, or a new one when that has expired. */
	renewOrIssue(app: RegisteredApp): AccessToken {
		const current = this.current.get(app.clientId);
		if (current && this.isValid(current)) {
			current.expiresAtMs = this.clock.nowMs() + this.lifetimeSeconds * 1000;
			return current;
		}
		const token = this.issue(app);
		this.current.set(app.clientId, token);
		return token;
	}

	/** A new token each time, as third-party apps get; the ones before stay valid. */
	issue(app: RegisteredApp): AccessToken {
		const token: AccessToken = {
			value: randomBytes(16).toString('hex'),
			clientId: app.clientId,
			scopes: new Set(app.scopes),
			expiresAtMs: this.clock.nowMs() + this.lifetimeSeconds * 1000,
		};
		this.tokens.set(token.value, token);
		return token;
	}

	/** The token of this value, unless it is unknown or has expired. */
	findValid(value: string): AccessToken | undefined {
		const token = this.tokens.get(value);
		return token && this.isValid(token) ? token : undefined;
	}

	expire(value: string): void {
		const token = this.tokens.get(value);
		if (token) token.expiresAtMs = this.clock.nowMs();
	}

	expireAll(): void {
		for (const value of this.tokens.keys()) this.expire(value);
	}

	grantScope(clientId: string, scope: string): void {
		this.requireApp(clientId).scopes.add(scope);
	}

	revokeScope(clientId: string, scope: string): void {
		this.requireApp(clientId).scopes.delete(scope);
	}

	private requireApp(clientId: string): RegisteredApp {
		const app = this.apps.get(clientId);
		if (!app) throw new Error(`The emulator has no app "${clientId}".`);
		return app;
	}

	private isValid(token: AccessToken): boolean {
		return this.clock.nowMs() < token.expiresAtMs;
	}
}
