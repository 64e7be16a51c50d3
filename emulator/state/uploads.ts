import { randomBytes } from 'node:crypto';
import type { StoredPart } from '../stores/object-store';

/** One upload, from the call that opens it to its commit. */
export interface Upload {
	/** Whether the file comes in parts or in one PUT; then it is part 1. */
	readonly kind: 'multipart' | 'single';
	readonly uploadKey: string;
	/** The object storage's own name for the upload; in the address of every part. */
	readonly uploadId: string;
	readonly objectKey: string;
	readonly spaceId: string;
	readonly unionId: string;
	readonly region: string;
	/** MD5 of the whole file, when the caller of init gave it; lower-case hex. */
	readonly declaredMd5?: string;
	readonly parts: Map<number, StoredPart>;
	/** Once committed it takes no more parts. */
	committed: boolean;
	/** What the last commit answered. */
	dentryId?: string;
}

/** 108 random bytes are 144 characters of base64, about the length of real upload keys. */
const UPLOAD_KEY_BYTES = 108;

/** All uploads, open and committed. They never expire: DingTalk documents no lifetime. */
export class Uploads {
	private readonly byKey = new Map<string, Upload>();
	private readonly byId = new Map<string, Upload>();
	private readonly byObject = new Map<string, Upload>();

	open(fresh: Pick<Upload, 'kind' | 'spaceId' | 'unionId' | 'region' | 'declaredMd5'>): Upload {
		const upload: Upload = {
			...fresh,
			uploadKey: randomBytes(UPLOAD_KEY_BYTES).toString('base64url'),
			uploadId: randomBytes(16).toString('hex').toUpperCase(),
			objectKey: `yundisk0/${randomBytes(24).toString('base64url')}.file`,
			parts: new Map(),
			committed: false,
		};
		this.byKey.set(upload.uploadKey, upload);
		if (upload.kind === 'multipart') this.byId.set(upload.uploadId, upload);
		else this.byObject.set(upload.objectKey, upload);
		return upload;
	}

	findByKey(uploadKey: string): Upload | undefined {
		return this.byKey.get(uploadKey);
	}

	/** The multipart upload that still takes parts under this id. */
	findOpenById(uploadId: string): Upload | undefined {
		return unlessCommitted(this.byId.get(uploadId));
	}

	/** The upload that still takes this object in one PUT. */
	findOpenByObject(objectKey: string): Upload | undefined {
		return unlessCommitted(this.byObject.get(objectKey));
	}

	allOpen(): Upload[] {
		return [...this.byKey.values()].filter((upload) => !upload.committed);
	}
}

function unlessCommitted(upload: Upload | undefined): Upload | undefined {
	return upload?.committed ? undefined : upload;
}

/** The stored parts in ascending number, whatever the gaps. */
export function partsInOrder(upload: Upload): StoredPart[] {
	return [...upload.parts.values()].sort((a, b) => a.partNumber - b.partNumber);
}
