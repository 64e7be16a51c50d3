import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DEMO, type Emulator, type Fault, type Operation } from '../../emulator';
import { DEMO_APPS } from '../../emulator/seed';
import { dingTalk, uploadFile } from '../../scripts/lib/workflow.cjs';
import { emulatorCredential } from '../support/emulator-credential';
import { findLeaks } from '../support/find-leaks';
import { byId, byPath, located } from '../support/locators';
import { startTestEmulator } from '../support/start-emulator';
import { CoreProcess, type CoreRun } from './support/core-process';
import { everyFaultIn } from './support/fault-examples';

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

/** One fault, in one operation, with an emulator and a credential of its own. */
interface Case {
	readonly name: string;
	readonly emulator: Emulator;
	readonly credential: { readonly id: string; readonly name: string; readonly data: IDataObject };
	readonly faults: readonly Fault[];
	readonly action: Action;
	run?: CoreRun;
}

/** What the node is to do. */
interface Action {
	readonly name: string;
	readonly parameters: (emulator: Emulator) => INodeParameters;
	/** Whether a file has to be there first, or an upload that is not complete. */
	readonly needs?: 'file' | 'upload';
	/** Whether the signatures of its upload are what it is for. */
	readonly answersSignatures?: boolean;
}

const OPTIONS = { maxAttempts: 1, stallTimeoutSeconds: 10 };
const UPLOAD = (parameters: INodeParameters = {}): Action => ({
	name: 'upload',
	parameters: () => ({ operation: 'upload', parentId: byId('0'), options: OPTIONS, ...parameters }),
});
const ofFile = (operation: string): Action => ({
	name: operation,
	parameters: (emulator) => ({ operation, fileId: byId(emulator.files()[0]?.id ?? '') }),
	needs: 'file',
});

const UPLOADS: readonly Operation[] = [
	'token',
	'corpToken',
	'init',
	'query',
	'put',
	'commit',
	'listDentries',
];

const INFOS: Action = {
	name: 'infos',
	parameters: (emulator) => {
		const [{ uploadKey = '' } = {}] = emulator.uploads();
		return { operation: 'getPartUploadInfos', uploadKey, partNumbers: '1-3' };
	},
	needs: 'upload',
	answersSignatures: true,
};

/** The calls of the other ways to go about it, by what makes the node use them. */
const OTHERS: ReadonlyArray<readonly [Operation, Action]> = [
	['user', UPLOAD({ unionId: located('userId', DEMO.userId) })],
	['userByMobile', UPLOAD({ unionId: located('mobile', DEMO.mobile) })],
	['userByUnionId', UPLOAD({ target: 'approvalSpace' })],
	['approvalSpace', UPLOAD({ target: 'approvalSpace' })],
	['uploadInfo', UPLOAD({ options: { ...OPTIONS, uploadMethod: 'automatic' } })],
	['createFolder', UPLOAD({ parentId: byPath('/Reports') })],
	[
		'listDentries',
		{ name: 'list', parameters: () => ({ operation: 'getAll', parentId: byPath('/Backups') }) },
	],
	['listSpaces', { name: 'spaces', parameters: () => ({ resource: 'space', operation: 'getAll' }) }],
	['getDentry', ofFile('get')],
	['deleteDentry', ofFile('delete')],
	['getTask', ofFile('delete')],
	['downloadInfo', ofFile('getDownloadInfo')],
];

/** All API calls are answered at one place, so that some ways to fail stand for all. */
const failuresOf = (operation: Operation): Fault[] => [
	{ operation, kind: 'return', code: 'permissionDenied' },
	{ operation, kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' },
	{ operation, kind: 'truncated-json', count: 5 },
	{ operation, kind: 'reset-before-response', count: 5 },
	{ operation, kind: 'token-expired' },
];

let cases: Case[];
let printed: string;

beforeAll(async () => {
	cases = await Promise.all([
		...UPLOADS.flatMap((operation) => everyFaultIn(operation).map((fault) => openCase(fault, UPLOAD()))),
		...everyFaultIn('query').map((fault) => openCase(fault, INFOS)),
		...OTHERS.flatMap(([operation, action]) => failuresOf(operation).map((fault) => openCase(fault, action))),
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

async function openCase(fault: Fault, action: Action): Promise<Case> {
	const name = `${action.name}: ${fault.kind} in ${fault.operation}`;
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
	const isLook = fault.operation === 'listDentries' && action.name === 'upload';
	const unclear: Fault[] = isLook ? [{ kind: 'response-lost', operation: 'commit' }] : [];
	if (fault.operation === 'getTask') emulator.switches.deletion = 'task';
	return { name, emulator, credential: { id: name, name, data }, faults: [fault, ...unclear], action };
}

async function runCase(n8n: CoreProcess, { emulator, credential, faults, action }: Case): Promise<CoreRun> {
	const { needs, parameters, name } = action;
	if (needs !== undefined) {
		if (needs === 'upload') emulator.faults.add({ kind: 'return', operation: 'put', status: 400 });
		await n8n.run(uploadFile(credential, DEMO.spaceId, { options: OPTIONS }), FILE_BYTES);
	}
	emulator.faults.add(...faults);
	const node = dingTalk(credential, {
		resource: 'file',
		spaceId: byId(DEMO.spaceId),
		...parameters(emulator),
	});
	return await n8n.run(node, name === 'upload' ? FILE_BYTES : undefined);
}

/** What the emulator gave out, as it came back to it. */
function signaturesOf({ emulator }: Case): Record<string, string[]> {
	const puts = emulator.calls({ operation: 'put' });
	return {
		authorization: puts.map(({ headers }) => headers.authorization ?? ''),
		// A PUT of a whole file has none.
		signedQuery: puts.flatMap(({ query }) => query['uploadId'] ?? []),
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
		const secrets = { ...credentialsOf(each), ...(!each.action.answersSignatures && signaturesOf(each)) };
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
