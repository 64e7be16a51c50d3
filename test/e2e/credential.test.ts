import { emulatorCredential } from '../support/emulator-credential';
import { N8nLab } from './support/n8n-lab';

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());

const testWith = async (changes: object) =>
	await lab.client.testCredential(lab.credential, { ...emulatorCredential(lab.emulator), ...changes });

describe("the credential's test in n8n", () => {
	it('succeeds with the secret of the app', async () => {
		expect(await testWith({})).toMatchObject({ status: 'OK' });
	});

	it('says that the secret is wrong', async () => {
		const { status, message } = await testWith({ clientSecret: 'not-the-secret' });
		expect(status).toBe('Error');
		expect(message).toMatch(/Client Secret/);
		expect(message).not.toContain('not-the-secret');
	});

	it('says that the host cannot be reached', async () => {
		// Nothing listens on the discard port.
		const { status, message } = await testWith({ apiBaseUrl: 'http://127.0.0.1:9' });
		expect(status).toBe('Error');
		expect(message).toMatch(/could not be reached/);
	});
});
