import { eventually } from './eventually';

/** Sends until n8n has registered the address of a published workflow: until then it answers 404. */
export async function onceRegistered(send: () => Promise<Response>): Promise<Response> {
	let response = await send();
	const isAnswered = async () => response.status !== 404 || (response = await send()).status !== 404;
	await eventually(isAnswered, 'n8n registers an address');
	return response;
}
