const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:()]/g;

const LINK = /<a [^>]*>([^<]*)<\/a>/g;

/** n8n's editor shows a description as HTML: addresses in it become links that open in another tab. */
export function withLinks(text: string): string {
	return text.replace(ADDRESS, (address) => `<a href="${address}" target="_blank">${address}</a>`);
}

/** For whoever reads the description as text: a workflow, another program. */
export function withoutLinks(text: string): string {
	return text.replace(LINK, '$1');
}
