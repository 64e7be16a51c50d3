import type { IDataObject } from 'n8n-workflow';
import { DEMO, type Emulator, type Fault, type Operation } from '../../emulator';
import { DEMO_APPS } from '../../emulator/seed';
import { dingTalk, uploadFile } from '../../scripts/lib/workflow.cjs';
import { CoreProcess, type CoreRun } from '../support/core-process';
import { emulatorCredential } from '../support/emulator-credential';
import { everyFaultIn } from '../support/fault-examples';
import { findLeaks } from '../support/find-leaks';
import { startTestEmulator } from '../support/start-emulator';

const CLIENT_SECRET = 'canary-client-secret';
const SUITE_SECRET = 'canary-suite-secret';
const SUITE_TICKET = 'canary-suite-ticket';
const APPS = DEMO_APPS.map((app) =>
	app.kind === 'thirdParty'
		? { ...app, clientSecret: SUITE_SECRET, suiteTicket: SUITE_TICKET }
		: { ...app, clientSecret: CLIENT_SECRET },
);
const FILE_BYTES = 100_000;

/**
 * n8n, undici and Node tell all they can, but for Node's http, net and stream: these print the headers or the
 * bytes of every request in the process, those of n8n's own HTTP client included.
 */
const TALKATIVE = {
	N8N_LOG_LEVEL: 'debug',
	N8N_LOG_OUTPUT: 'console',
	NODE_DEBUG: 'undici,fetch,tls,timer',
};

/** One fault that stays, in one operation, with an emulator and a credential of its own. */
interface Case {
	readonly name: string;
	readonly emulator: Emulator;
	readonly credential: { readonly id: string; readonly name: string; readonly data: IDataObject };
	readonly faults: readonly Fault[];
	readonly isUpload: boolean;
	run?: CoreRun;
}

const UPLOADS: readonly Operation[] = [
	'token',
	'corpToken',
	'init',
	'query',
	'put',
	'commit',
	'listDentries',
];
let cases: Case[];
let printed: string;

beforeAll(async () => {
	cases = await Promise.all([
		...UPLOADS.flatMap((operation) => everyFaultIn(operation).map((fault) => openCase(fault, true))),
		...everyFaultIn('query').map((fault) => openCase(fault, false)),
	]);
	const credentials = Object.fromEntries(cases.map(({ credential }) => [credential.id, credential.data]));
	const n8n = await CoreProcess.start(credentials, TALKATIVE);
	// Side by side: a call that gets no answer takes a minute to be given up.
	await Promise.all(cases.map(async (each) => (each.run = await runCase(n8n, each))));
	await n8n.close();
	printed = n8n.output();
}, 300_000);
afterAll(async () => {
	await Promise.all(cases.map(({ emulator }) => emulator.close()));
});

async function openCase(fault: Fault, isUpload: boolean): Promise<Case> {
	const name = `${isUpload ? 'upload' : 'infos'}: ${fault.kind} in ${fault.operation}`;
	const emulator = await startTestEmulator({ apps: APPS });
	const isThirdParty = fault.operation === 'corpToken';
	const data = {
		...emulatorCredential(emulator),
		...(isThirdParty
			? {
					appType: 'thirdParty',
					clientId: DEMO.thirdParty.clientId,
					clientSecret: SUITE_SECRET,
					suiteTicket: SUITE_TICKET,
					authCorpId: DEMO.corpId,
				}
			: { clientSecret: CLIENT_SECRET }),
	};
	// The folder is looked through only where it is unclear whether the file exists.
	const unclear: Fault[] =
		fault.operation === 'listDentries' ? [{ kind: 'response-lost', operation: 'commit' }] : [];
	return { name, emulator, credential: { id: name, name, data }, faults: [fault, ...unclear], isUpload };
}

async function runCase(n8n: CoreProcess, { emulator, credential, faults, isUpload }: Case): Promise<CoreRun> {
	const options = { maxAttempts: 1, stallTimeoutSeconds: 10 };
	if (isUpload) {
		emulator.faults.add(...faults);
		return await n8n.run(uploadFile(credential, DEMO.spaceId, { options }), FILE_BYTES);
	}
	// An upload that is not complete, so that its key is good.
	emulator.faults.add({ kind: 'return', operation: 'put', status: 400 });
	await n8n.run(uploadFile(credential, DEMO.spaceId, { options }), FILE_BYTES);
	emulator.faults.add(...faults);
	const [{ uploadKey = '' } = {}] = emulator.uploads();
	const parameters = { resource: 'file', operation: 'getPartUploadInfos', uploadKey, partNumbers: '1-3' };
	return await n8n.run(dingTalk(credential, parameters));
}

/** What the emulator gave out, as it came back to it. */
function signaturesOf({ emulator }: Case): Record<string, string[]> {
	const puts = emulator.calls({ operation: 'put' });
	return {
		authorization: puts.map(({ headers }) => headers.authorization ?? ''),
		signedQuery: puts.map(({ query }) => query['uploadId'] ?? ''),
	};
}

function credentialsOf({ emulator }: Case): Record<string, string[]> {
	const tokens = emulator.calls().map(({ headers }) => headers['x-acs-dingtalk-access-token']);
	return {
		token: tokens.filter((token): token is string => typeof token === 'string'),
		clientSecret: [CLIENT_SECRET, SUITE_SECRET],
		suiteTicket: [SUITE_TICKET],
	};
}

it('every fault has happened, and some have ended the run', () => {
	const missed = cases.filter(({ emulator }) => emulator.faults.unconsumed().length > 0);
	expect(missed.map(({ name }) => name)).toEqual([]);
	expect(cases.filter(({ run }) => run?.error !== undefined).length).toBeGreaterThan(10);
	expect(cases.flatMap((each) => signaturesOf(each)['authorization'] ?? []).length).toBeGreaterThan(10);
});

it('no secret is in what n8n keeps of a run, or in its error', () => {
	const leaks = cases.flatMap((each) => {
		// Part infos are signatures: to output them is what that operation is for.
		const secrets = { ...credentialsOf(each), ...(each.isUpload && signaturesOf(each)) };
		return findLeaks(each.run?.everything ?? '', secrets).map((secret) => `${secret} in ${each.name}`);
	});
	expect(leaks).toEqual([]);
});

it('no secret is in what the process prints at its most talkative', () => {
	expect(printed).toContain('TIMER');
	const leaks = cases.flatMap((each) =>
		findLeaks(printed, { ...credentialsOf(each), ...signaturesOf(each) }),
	);
	expect([...new Set(leaks)]).toEqual([]);
});
