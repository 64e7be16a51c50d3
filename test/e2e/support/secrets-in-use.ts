import { DEMO, type Emulator } from '../../../emulator';

/** The secret of the app, and the access tokens that came with the calls so far. */
export function secretsInUse(emulator: Emulator): Readonly<Record<string, readonly string[]>> {
	const tokens = emulator.calls().map(({ headers }) => headers['x-acs-dingtalk-access-token']);
	const token = tokens.filter((each): each is string => typeof each === 'string');
	if (token.length === 0)
		throw new Error('No call has brought a token, so that there is nothing to look for');
	return { clientSecret: [DEMO.clientSecret], token };
}
