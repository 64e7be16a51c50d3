const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:()]/g;

const LINK = /<a [^>]*>([^<]*)<\/a>/g;
const LINE_BREAK = '<br>';

/** n8n's editor shows a description as HTML: lines stay lines in it, and addresses become links that open in another tab. */
export function toHtml(text: string): string {
	return text
		.replace(ADDRESS, (address) => `<a href="${address}" target="_blank">${address}</a>`)
		.replaceAll('\n', LINE_BREAK);
}

/** For whoever reads the description as text: a workflow, another program. One line. */
export function toPlainText(html: string): string {
	return html.replace(LINK, '$1').replaceAll(LINE_BREAK, ' ');
}
