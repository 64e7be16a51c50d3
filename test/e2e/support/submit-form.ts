import { eventually } from '../../support/eventually';
import { onceRegistered } from '../../support/once-registered';

/** What the visitor of a form fills in, in the order of its fields. Several files go into one field. */
export type FormEntry = string | Readonly<Record<string, string>>;

/** What the visitor sees in the end. */
export interface EndingPage {
	readonly title: string;
	readonly message: string;
}

/** Fills in a form of n8n and sends it, by the requests that its page makes in a browser. */
export async function submitForm(formUrl: string, entries: readonly FormEntry[]): Promise<EndingPage> {
	await onceRegistered(async () => await fetch(formUrl));
	const body = new FormData();
	for (const [index, entry] of entries.entries()) {
		if (typeof entry === 'string') body.append(`field-${index}`, entry);
		else
			for (const [name, text] of Object.entries(entry)) body.append(`field-${index}`, new Blob([text]), name);
	}
	const answer = await fetch(formUrl, { method: 'POST', body });
	if (!answer.ok) throw new Error(`The form was refused: ${answer.status} ${await answer.text()}`);
	const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
	return await readEnding(formWaitingUrl);
}

async function readEnding(url: string): Promise<EndingPage> {
	const statusUrl = new URL(url);
	statusUrl.pathname += '/n8n-execution-status';
	// The page itself is not answered while the workflow runs. n8n 1 says for a moment that it waits, and not yet for what.
	let status = 'running';
	await eventually(async () => {
		status = await (await fetch(statusUrl)).text();
		return !['new', 'running', 'waiting'].includes(status);
	}, 'the end of a form');
	if (status !== 'form-waiting') throw new Error(`The form ended with the status '${status}'`);
	const html = await (await fetch(url)).text();
	// As the page does once it is shown: the workflow goes on to its end.
	await fetch(url, { method: 'POST' });
	return { title: textOf(html, 'h1'), message: textOf(html, 'p') };
}

function textOf(html: string, tag: string): string {
	return new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(html)?.[1] ?? '';
}
