/**
 * The port to HTTP: one exchange with DingTalk. Implementations know the hosts and the access token;
 * whoever calls them knows neither.
 */
export interface ApiTransport {
	/**
	 * Answers whatever DingTalk answered, whatever its status.
	 * @throws DingTalkError `API_UNREACHABLE` or `API_CONNECTION_LOST` where no answer came
	 */
	request(request: ApiRequest): Promise<ApiResponse>;
	/** Settles once no request would have to wait for another one's login. Never rejects. */
	ready?(): Promise<void>;
}

/** `api` serves `/v1.0/…` and takes the token as a header, `legacy` serves `/topapi/…` and takes it in the query. */
export type ApiHost = 'api' | 'legacy';

export interface ApiRequest {
	readonly host: ApiHost;
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** With its variable segments percent-encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: object;
	/** The token of the last request was refused: get a new one before sending. */
	readonly renewToken?: boolean;
	readonly signal: AbortSignal;
}

export interface ApiResponse {
	readonly status: number;
	/** The parsed JSON, or the text where it is none. */
	readonly body: unknown;
	/** The HTTP header of this name: the server's clock. */
	readonly date?: string | undefined;
}
