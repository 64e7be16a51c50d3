import type { NodeExecutionHint } from 'n8n-workflow';
import type { StartedAnew } from '../../../lib/upload';

const NEW_START: Readonly<Record<StartedAnew, string>> = {
	sourceChanged: 'it has changed since the upload that failed',
	uploadGone: 'DingTalk has forgotten the upload that failed',
	uploadExpired: 'the address for sending it by one request had expired',
};

/**
 * What happened in an execution that its author may want to know although all went well. Told once at the end, not
 * once an item: a thousand items make a handful of hints.
 */
export class UnusualEvents {
	readonly #renamed: string[] = [];
	readonly #startedAnew: string[] = [];
	#resumedFiles = 0;
	#resumedParts = 0;
	#retriedParts = 0;
	#filesWithRetries = 0;

	renamed(askedName: string, name: string): void {
		this.#renamed.push(`'${askedName}' is '${name}' now`);
	}

	startedAnew(fileName: string, reason: StartedAnew): void {
		this.#startedAnew.push(`All of '${fileName}' was sent again: ${NEW_START[reason]}`);
	}

	resumed(parts: number): void {
		if (parts === 0) return;
		this.#resumedFiles += 1;
		this.#resumedParts += parts;
	}

	retried(parts: number): void {
		if (parts === 0) return;
		this.#filesWithRetries += 1;
		this.#retriedParts += parts;
	}

	/** @param throttledCalls how often DingTalk turned a call away because there were too many */
	toHints(throttledCalls: number): NodeExecutionHint[] {
		return [
			first(this.#renamed, (text, others) => `The name was taken: ${text}${others}.`),
			first(this.#startedAnew, (text, others) => `${text}${others}.`),
			this.#resumedParts > 0 &&
				`Went on from an earlier try: ${count(this.#resumedParts, 'part')} of ${count(this.#resumedFiles, 'file')} had been stored already.`,
			this.#retriedParts > 0 &&
				`The line is not steady: ${count(this.#retriedParts, 'part')} of ${count(this.#filesWithRetries, 'file')} had to be sent again.`,
			throttledCalls > 0 &&
				`DingTalk slowed the calls down (限流): it turned ${count(throttledCalls, 'call')} away because there were too many a second.`,
		].flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
	}
}

function first(texts: readonly string[], say: (text: string, others: string) => string): string | undefined {
	const [text] = texts;
	if (text === undefined) return undefined;
	return say(text, texts.length > 1 ? `, and ${count(texts.length - 1, 'more', 'more')}` : '');
}

function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}
