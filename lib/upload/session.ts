/**
 * The port between the upload engine and a storage service: open, sign, commit.
 * The engine chooses part sizes and numbers; the session speaks the service's protocol and
 * carries the service's credentials, which the engine never sees.
 */

/** The signed address of one part, with the headers that must go out word for word. */
export interface SignedPart {
	readonly partNumber: number;
	/** Addresses of the same part, the preferred one first; at least one. */
	readonly resourceUrls: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
	/** On the local clock. A PUT must have started by then. */
	readonly expiresAtMs: number;
}

export interface UploadSession<TFile> {
	/** How many part numbers one call of `signParts` may carry. */
	readonly maxPartsPerSigning: number;

	/** Starts an upload of `sizeBytes` and answers the upload key, which names it from then on. */
	open(sizeBytes: number, signal: AbortSignal): Promise<string>;

	/**
	 * Signs parts. May answer fewer parts than asked for, in any order; the engine matches by
	 * `partNumber` and asks again for what is missing.
	 * @throws UploadExpired where the upload cannot be signed again and another one is to be opened
	 */
	signParts(uploadKey: string, partNumbers: readonly number[], signal: AbortSignal): Promise<SignedPart[]>;

	/** Turns the stored parts into a file of exactly `sizeBytes`. */
	commit(commit: CommitOfParts, signal: AbortSignal): Promise<TFile>;

	/** Whether the error says that the service does not know the upload key any more. */
	isUploadGone(error: unknown): boolean;

	/** Whether it is open, after this error of a commit, if there is a file. */
	isCommitUnclear(error: unknown): boolean;
}

export interface CommitOfParts {
	readonly uploadKey: string;
	readonly sizeBytes: number;
	/** When this commit was first sent, on the local clock, if nobody knows what became of it. */
	readonly unclearSinceMs?: number | undefined;
}
