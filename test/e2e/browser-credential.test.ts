import { DEMO, type Emulator } from '../../emulator';
import { N8nClient } from '../../scripts/lib/n8n-client.cjs';
import { chain, CREDENTIAL_TYPE, manualTrigger } from '../../scripts/lib/workflow.cjs';
import { startTestEmulator } from '../support/start-emulator';
import { sharedSession } from './setup/session';
import { chooseFrom, openChoices } from './support/editor/choices';
import { Editor } from './support/editor/editor';
import { cutOffTexts } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';

/** High enough for all fields at once. */
const HEIGHT = 1500;

let editor: Editor;
let emulator: Emulator;
let client: N8nClient;
beforeAll(async () => {
	const { baseUrl, cookie } = sharedSession();
	client = new N8nClient(baseUrl, cookie);
	await deleteCredentials();
	emulator = await startTestEmulator();
	editor = await Editor.open({ height: HEIGHT });
	const { id } = await client.createWorkflow(chain('First upload', manualTrigger()));
	await editor.openWorkflow(`${baseUrl}/workflow/${id}`);
	await editor.searchNodes('dingtalk');
	await editor.panelEntry('DingTalk Storage').click();
	await editor.panelEntry('Upload file').click();
	await editor.credential.openNew();
});
afterAll(async () => {
	await editor.close();
	await emulator.close();
	await deleteCredentials();
});

/** The dialog opens by itself for those who have none. */
async function deleteCredentials(): Promise<void> {
	for (const { id, type } of await client.request('GET', '/rest/credentials')) {
		if (type === CREDENTIAL_TYPE) await client.request('DELETE', `/rest/credentials/${id}`);
	}
}

/** n8n adds the last one by itself. */
const labels = (...middle: string[]) => [
	'App Type',
	'Client ID *',
	'Client Secret *',
	...middle,
	'API Calls per Month',
	'Allowed HTTP Request Domains',
];

test('the form asks for what the choices need', async () => {
	const { credential } = editor;
	expect(await credential.labels()).toEqual(labels('Operator', 'Union ID', 'Host'));

	const operators = await openChoices(credential.field('operatorType'));
	expect(await operators.locator('.option-headline').allInnerTexts()).toEqual([
		'Mobile Number',
		'Union ID',
		'User ID',
	]);
	await takePicture('credential-operator', credential.element);
	await operators.getByText('Mobile Number').click();
	expect(await credential.labels()).toEqual(labels('Operator', 'Mobile Number', 'Host'));

	await chooseFrom(credential.field('appType'), 'Third-Party App');
	expect(await credential.labels()).toEqual(
		labels('Corp ID *', 'Suite Ticket *', 'Operator', 'Mobile Number', 'Host'),
	);
	expect(await cutOffTexts(credential.form)).toEqual([]);
	await takePicture('credential-third-party', credential.element);
});

test('a wrong secret is explained, and the right one accepted', async () => {
	const { credential } = editor;
	await chooseFrom(credential.field('appType'), 'Internal App');
	await chooseFrom(credential.field('operatorType'), 'User ID');
	await chooseFrom(credential.field('host'), 'Custom');
	expect(await credential.labels()).toEqual(
		labels('Operator', 'User ID', 'Host', 'API Base URL *', 'Legacy API Base URL'),
	);
	await credential.fill('clientId', DEMO.clientId);
	await credential.fill('clientSecret', 'not-the-secret');
	await credential.fill('userId', DEMO.userId);
	await credential.fill('apiBaseUrl', emulator.apiUrl);
	await credential.save();
	await credential.element.getByText('More details').click();
	const refusal = credential.element.getByText('DingTalk does not know this Client ID and Client Secret');
	const text = await refusal.innerText();
	expect(text).toContain('https://open-dev.dingtalk.com');
	expect(text).toContain('Credentials and Basic Information (凭证与基础信息)');
	expect(text).not.toContain('not-the-secret');
	expect(await cutOffTexts(credential.form)).toEqual([]);
	await editor.dismissMessage('Credential successfully created');
	await takePicture('credential-wrong-secret', credential.element);

	await credential.fill('clientSecret', DEMO.clientSecret);
	await credential.save();
	await credential.element.waitFor({ state: 'hidden' });
	await credential.openUsed();
	await credential.element.getByText('Connection tested successfully').waitFor();
	await credential.form.getByText('Retry').waitFor();
	await takePicture('credential-ok', credential.element);
});

test('an operator whom DingTalk does not know is told of', async () => {
	const { credential } = editor;
	await credential.fill('userId', 'nobody');
	await credential.save();
	await credential.element.getByText('More details').click();
	const text = await credential.element.getByText('DingTalk does not find the user').innerText();
	expect(text).toContain("Check 'Operator'");
	expect(await cutOffTexts(credential.form)).toEqual([]);
});
