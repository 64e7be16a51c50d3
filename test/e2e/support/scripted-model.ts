import { json, startAnswerServer, type AnswerServer } from '../../support/answer-server';

interface ToolCall {
	readonly name: string;
	readonly args: object;
}

interface Message {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: string;
	readonly tool_call_id?: string;
}

/** A model's turn: it calls tools, or it is done. */
export type Turn = { readonly calls: readonly ToolCall[] } | { readonly text: string };

/** What a turn is decided by. */
export interface Conversation {
	/** What the agent was asked. */
	readonly prompt: string;
	/** What the tools have answered so far. */
	readonly answers: readonly string[];
}

/**
 * Stands in for a language model, which no machine of ours has: it speaks OpenAI's chat completions, and
 * says what the test has it say.
 */
export class ScriptedModel {
	#callsMade = 0;
	/** All that was sent to the model, word for word. */
	readonly requests: string[] = [];

	private constructor(private readonly server: AnswerServer) {}

	static async start(takeTurn: (conversation: Conversation) => Turn): Promise<ScriptedModel> {
		const server = await startAnswerServer();
		const model = new ScriptedModel(server);
		server.answer = ({ body }) => {
			model.requests.push(body.toString());
			const { messages } = JSON.parse(body.toString()) as { messages: Message[] };
			return json(model.#complete(takeTurn(read(messages))));
		};
		return model;
	}

	/** For the credential of n8n's OpenAI node. */
	get url(): string {
		return `${this.server.url}/v1`;
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	#complete(turn: Turn) {
		const isCall = 'calls' in turn;
		const message = isCall
			? { role: 'assistant', content: null, tool_calls: turn.calls.map((call) => this.#call(call)) }
			: { role: 'assistant', content: turn.text };
		return {
			id: 'scripted',
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: isCall ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
		};
	}

	#call({ name, args }: ToolCall) {
		const id = `call_${++this.#callsMade}`;
		return { id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
	}
}

function read(messages: readonly Message[]): Conversation {
	const contents = (role: Message['role']) =>
		messages.filter((message) => message.role === role).map(({ content }) => content);
	return { prompt: contents('user').join('\n'), answers: contents('tool') };
}
