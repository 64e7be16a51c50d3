import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What is known of an item from an earlier try. */
export interface Remembered {
	/** The item is done; these were its output items. */
	readonly results?: IDataObject[];
	/** The item failed, and can be gone on with. */
	readonly checkpoint?: string;
}

/**
 * What Retry On Fail, and the editor's Retry of a failed execution, know of the items before: n8n
 * keeps a node's context for both, and runs the node with all of its items again. It keeps it for the
 * rounds of a loop as well, so an entry counts only for the same round, item and upload.
 */
export class ItemMemory {
	readonly #entries: Record<string, Remembered>;
	readonly #runIndex: number;

	constructor(functions: IExecuteFunctions) {
		const context = functions.getContext('node') as { uploads?: ContextOfUploads };
		this.#runIndex = Number(functions.evaluateExpression('{{ $runIndex }}', 0));
		// What another round has left cannot be of use any more.
		if (context.uploads?.runIndex !== this.#runIndex) {
			context.uploads = { runIndex: this.#runIndex, entries: {} };
		}
		this.#entries = context.uploads.entries;
	}

	/** @param upload all that makes this upload what it is */
	recall(itemIndex: number, upload: readonly unknown[]): Remembered {
		return this.#entries[key(itemIndex, upload)] ?? {};
	}

	remember(itemIndex: number, upload: readonly unknown[], entry: Remembered): void {
		this.#entries[key(itemIndex, upload)] = entry;
	}

	/** Nothing has failed, so nothing will be tried again. */
	clear(): void {
		for (const name of Object.keys(this.#entries)) delete this.#entries[name];
	}
}

interface ContextOfUploads {
	readonly runIndex: number;
	readonly entries: Record<string, Remembered>;
}

function key(itemIndex: number, upload: readonly unknown[]): string {
	const digest = createHash('sha256').update(JSON.stringify(upload)).digest('hex');
	return `${itemIndex}:${digest.slice(0, 32)}`;
}
