import type { UploadError, UploadErrorCode } from '../../../lib/upload';

interface Explanation {
	/** What happened. */
	readonly message: string;
	/** What to do next. */
	readonly advice: string;
}

/** What the user reads where the way of the bytes is the reason. */
export const EXPLANATIONS: Readonly<Record<UploadErrorCode, Explanation>> = {
	UPLOAD_ABORTED: {
		message: 'The upload was stopped',
		advice: 'Nothing was created in DingTalk. Run the workflow again to upload the file.',
	},
	UPLOAD_INVALID_OPTION: {
		message: 'An option of the upload is outside its range',
		advice: "Check 'Part Size (MB)' and the other options. Nothing was sent.",
	},
	UPLOAD_SOURCE_SIZE_MISMATCH: {
		message: 'The file does not have the size that n8n recorded for it',
		advice: 'Run the node that produces the file again. Nothing was created in DingTalk.',
	},
	UPLOAD_SOURCE_FAILED: {
		message: "The file could not be read from n8n's binary data",
		advice:
			"Run the node that produces the file again: n8n may have pruned it. In queue mode, main and all workers need one place for files: N8N_DEFAULT_BINARY_DATA_MODE=filesystem with one N8N_STORAGE_PATH that they share, or S3. The database, n8n's default there, hands over no file of 256 MiB or more on PostgreSQL.",
	},
	UPLOAD_SIGN_FAILED: {
		message: 'DingTalk did not hand out the address of a part',
		advice:
			'Try again in a few minutes. If that does not help, something between n8n and DingTalk may change its answers: check the proxy and the firewall of the n8n server.',
	},
	UPLOAD_PART_FAILED: {
		message: 'A part of the file could not be stored',
		advice:
			"Check that the line of the n8n server is stable, and that its proxy and firewall let uploads to DingTalk's storage hosts pass unchanged: *.trans.dingtalk.com and the lippi-space-* buckets on aliyuncs.com. Then try again; the option 'Max Attempts per Part' gives an unstable line more chances.",
	},
	UPLOAD_URL_REFUSED: {
		message: 'The address of the storage that DingTalk named may not be used',
		advice:
			'If this n8n has SSRF protection, ask its administrator to let it pass the host, by N8N_SSRF_ALLOWED_HOSTNAMES. Otherwise check what stands between n8n and DingTalk: bytes go to plain https addresses only.',
	},
	UPLOAD_PROXY_FAILED: {
		message: "The proxy does not connect n8n to DingTalk's storage",
		advice:
			'Check HTTPS_PROXY, ALL_PROXY and NO_PROXY of the n8n server, the name and password in them, and which hosts the proxy lets pass: *.trans.dingtalk.com and the lippi-space-* buckets on aliyuncs.com.',
	},
	UPLOAD_HOST_UNTRUSTED: {
		message: 'The certificate of the storage host is not trusted',
		advice:
			'Where a firewall opens encrypted connections, or the host has a certificate of a private CA, start n8n with NODE_EXTRA_CA_CERTS set to the file of that CA.',
	},
	UPLOAD_INCOMPLETE: {
		message: 'Not every part of the file was stored, so the file was not created',
		advice:
			'Upload the file again, and please report this with its details: https://github.com/n8n-nodes-dingtalk-storage/n8n-nodes-dingtalk-storage/issues .',
	},
};

export const STOPPED_AT_COMMIT: Explanation = {
	message: 'The upload was stopped while DingTalk was creating the file',
	advice: 'Look for the file in the folder, or upload it again: the node looks for it first.',
};

export function explainUpload(error: UploadError): Explanation {
	const { message, advice } = error.facts.isCommitSent ? STOPPED_AT_COMMIT : EXPLANATIONS[error.code];
	const { partNumber, attempts, status, reason, host, proxy } = error.facts;
	const facts = [
		partNumber !== undefined && `part ${partNumber}`,
		attempts !== undefined && `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
		status !== undefined && `HTTP status ${status}`,
		reason,
		host,
		proxy !== undefined && `proxy ${proxy}`,
	].filter(Boolean);
	return { message, advice: facts.length > 0 ? `${advice} (${facts.join(', ')})` : advice };
}
