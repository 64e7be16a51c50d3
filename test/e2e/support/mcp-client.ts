import { onceRegistered } from '../../support/once-registered';

const PROTOCOL_VERSION = '2025-03-26';

interface JsonRpcAnswer {
	readonly id?: number;
	readonly result?: unknown;
	readonly error?: { readonly message: string };
}

/** A tool as a client is told of it. */
export interface McpTool {
	readonly name: string;
	readonly description: string;
	readonly inputSchema: {
		readonly properties: Readonly<Record<string, unknown>>;
		readonly required?: readonly string[];
	};
}

/** What a client gets to read, and hands to its model. */
export interface ToolAnswer {
	readonly isError: boolean;
	readonly text: string;
}

/** A client of the Model Context Protocol, over its streamable HTTP. */
export class McpClient {
	#session: string | undefined;
	#lastId = 0;

	private constructor(private readonly url: string) {}

	static async connect(url: string): Promise<McpClient> {
		const client = new McpClient(url);
		const initialize = client.#request('initialize', {
			protocolVersion: PROTOCOL_VERSION,
			capabilities: {},
			clientInfo: { name: 'test', version: '1.0.0' },
		});
		const response = await onceRegistered(async () => await client.#post(initialize));
		await readAnswer(response, initialize.id);
		client.#session = response.headers.get('mcp-session-id') ?? undefined;
		await client.#post({ jsonrpc: '2.0', method: 'notifications/initialized' });
		return client;
	}

	async listTools(): Promise<McpTool[]> {
		return ((await this.#call('tools/list', {})) as { tools: McpTool[] }).tools;
	}

	async callTool(name: string, args: object = {}): Promise<ToolAnswer> {
		const { content, isError = false } = (await this.#call('tools/call', { name, arguments: args })) as {
			content: { text: string }[];
			isError?: boolean;
		};
		return { isError, text: content.map(({ text }) => text).join('\n') };
	}

	async #call(method: string, params: object): Promise<unknown> {
		const request = this.#request(method, params);
		return await readAnswer(await this.#post(request), request.id);
	}

	#request(method: string, params: object) {
		return { jsonrpc: '2.0', id: ++this.#lastId, method, params };
	}

	async #post(message: object): Promise<Response> {
		return await fetch(this.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(this.#session !== undefined && { 'mcp-session-id': this.#session }),
			},
			body: JSON.stringify(message),
		});
	}
}

/** The answer to one request, out of the events that n8n sends. */
async function readAnswer(response: Response, id: number): Promise<unknown> {
	const text = await response.text();
	const answers = text
		.split('\n')
		.filter((line) => line.startsWith('data: '))
		.map((line) => JSON.parse(line.slice('data: '.length)) as JsonRpcAnswer);
	const answer = answers.find((each) => each.id === id);
	if (answer?.result !== undefined) return answer.result;
	throw new Error(`MCP: ${answer?.error?.message ?? `status ${response.status}, ${text}`}`);
}
