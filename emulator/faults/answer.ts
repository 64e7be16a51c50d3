import { once } from 'node:events';
import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { FaultEffect, FaultKind } from './fault';
import type { FaultQueue } from './fault-queue';
import { oddAnswer, shortAnswer } from './raw-answer';

/** Faults that replace or spoil a whole answer, whatever the operation. */
const ANSWER_FAULTS = [
	'return',
	'redirect',
	'ip-ban',
	'reset-before-response',
	'stall',
	'response-lost',
	'executed-late',
	'truncated-json',
	'short-answer',
	'odd-answer',
] as const satisfies readonly FaultKind[];

/** The answer that a `return` fault asks for, in the style of the listener. */
export type CannedReply = (fault: Extract<FaultEffect, { kind: 'return' }>) => Reply;

/** Executes the call and sends the answer, unless a fault has other plans. */
export async function answerWithFaults(
	exchange: Exchange,
	faults: FaultQueue,
	canned: CannedReply,
	execute: () => Promise<Reply>,
): Promise<void> {
	await faults.catchUp(exchange.call.operation);
	const fault = faults.take(exchange.call, ...ANSWER_FAULTS);
	if (!fault) return await exchange.send(await execute());
	exchange.call.faults.push(fault.kind);
	switch (fault.kind) {
		case 'return':
			return await exchange.send(canned(fault));
		case 'redirect':
			return await exchange.send({ status: 307, headers: { Location: fault.location }, body: '' });
		case 'ip-ban':
			return await exchange.send(ipBan(fault.format ?? 'html'));
		case 'reset-before-response':
			return await exchange.reset();
		case 'stall':
			return await stall(exchange);
		case 'response-lost':
			await execute();
			if (fault.status === undefined) return await exchange.reset();
			return await exchange.send(canned({ kind: 'return', status: fault.status }));
		case 'executed-late':
			faults.postpone(exchange.call.operation, execute);
			return await exchange.send(canned({ kind: 'return', status: fault.status }));
		case 'truncated-json': {
			const reply = await execute();
			return await exchange.send({ ...reply, body: reply.body.slice(0, reply.body.length / 2) });
		}
		case 'short-answer': {
			const isError = fault.status !== undefined || fault.code !== undefined;
			const reply = isError ? canned({ ...fault, kind: 'return' }) : await execute();
			return await exchange.sendRaw(reply.status, shortAnswer(reply));
		}
		case 'odd-answer': {
			const reply = await execute();
			return await exchange.sendRaw(reply.status, oddAnswer(reply, fault.style));
		}
	}
}

/** Takes the body and leaves the peer waiting until one side closes the connection. */
async function stall({ req, res }: Exchange): Promise<void> {
	req.resume();
	if (!res.destroyed) await once(res, 'close');
}

/** The protection in front of the gateway answers in its own style (DingTalk docs: "Call frequency limits"). */
function ipBan(format: 'html' | 'json'): Reply {
	if (format === 'html') {
		const body = '<!DOCTYPE html><html><head><title>405</title></head><body>Access denied</body></html>';
		return { status: 403, headers: { 'Content-Type': 'text/html;charset=utf-8' }, body };
	}
	const body = '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"0b51e5d9"}';
	return { status: 403, headers: { 'Content-Type': 'application/json' }, body };
}
