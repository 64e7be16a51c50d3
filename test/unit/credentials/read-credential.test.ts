import { readCredential } from '../../../nodes/DingTalkStorage/credential/credential';

test.each([{}, { host: '' }, { host: 'elsewhere', appType: 'elsewhere' }])(
	'what %j does not say is as the form has it at first',
	(data) => {
		expect(readCredential({ clientId: 'ding1', clientSecret: 'secret', ...data })).toEqual({
			app: { appType: 'internal', clientId: 'ding1', clientSecret: 'secret' },
			hosts: { api: 'https://api.dingtalk.com', legacy: 'https://oapi.dingtalk.com' },
			isCustomHost: false,
			operator: undefined,
			monthlyApiCalls: 5_000,
		});
	},
);

test('blanks that were pasted along, and slashes at the end of addresses, do not count', () => {
	const pasted = {
		clientId: '\tding1 ',
		clientSecret: ' secret\n',
		host: 'custom',
		apiBaseUrl: ' https://gateway.test/ding/// ',
		legacyApiBaseUrl: 'HTTPS://Gateway.test/old/\n',
		operatorType: 'userId',
		userId: ' manager ',
	};
	expect(readCredential(pasted)).toMatchObject({
		app: { clientId: 'ding1', clientSecret: 'secret' },
		hosts: { api: 'https://gateway.test/ding', legacy: 'https://gateway.test/old' },
		isCustomHost: true,
		operator: { kind: 'userId', value: 'manager' },
	});
});
