import { readSettings } from '../../../live/settings';

const COMPLETE = {
	DINGTALK_CLIENT_ID: 'dingabc',
	DINGTALK_CLIENT_SECRET: 'a secret value',
	DINGTALK_UNION_ID: 'AbCiEiE',
	DINGTALK_SPACE_ID: '9303849501',
};

describe('the settings', () => {
	it('are the four that there must be, the root folder and DingTalk', () => {
		expect(readSettings(COMPLETE)).toEqual({
			clientId: 'dingabc',
			clientSecret: 'a secret value',
			unionId: 'AbCiEiE',
			spaceId: '9303849501',
			folderId: '0',
			apiBaseUrl: 'https://api.dingtalk.com',
		});
	});

	it('can name a folder and another host', () => {
		const more = { DINGTALK_FOLDER_ID: '118890000101', DINGTALK_API_BASE_URL: 'http://127.0.0.1:8080/' };
		expect(readSettings({ ...COMPLETE, ...more })).toMatchObject({
			folderId: '118890000101',
			apiBaseUrl: 'http://127.0.0.1:8080',
		});
	});

	it('name all that is missing, and say what it is', () => {
		const read = () => readSettings({ DINGTALK_CLIENT_SECRET: 'a secret value', DINGTALK_UNION_ID: ' ' });
		expect(read).toThrow('Missing: DINGTALK_CLIENT_ID, DINGTALK_UNION_ID, DINGTALK_SPACE_ID.');
		expect(read).toThrow('the space to work in');
		expect(read).not.toThrow('a secret value');
	});

	it('do not take a host that is none', () => {
		const read = () => readSettings({ ...COMPLETE, DINGTALK_API_BASE_URL: 'user:password@host' });
		expect(read).toThrow('DINGTALK_API_BASE_URL is no address');
		expect(read).not.toThrow('password');
	});
});
