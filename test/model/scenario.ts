import * as fc from 'fast-check';
import type { Switches } from '../../emulator';
import type { ConflictStrategy } from '../../lib/dingtalk/storage-requests';
import { LIMITS } from '../../lib/upload';
import { describeScript, faultScript, hasKind, type ScriptedFault } from './fault-script';

/** Where the bytes come from, and what may be wrong with them. */
export interface ScenarioSource {
	readonly kind: 'buffer' | 'file' | 'stream';
	/** Sizes of a stream's chunks, in turn. */
	readonly chunkSizesBytes: readonly number[];
	/** The source ends too early, goes on too long, or fails half way. Not for a buffer. */
	readonly flaw: 'none' | 'short' | 'long' | 'fails';
}

/** One upload and everything that goes wrong meanwhile. */
export interface Scenario {
	readonly sizeBytes: number;
	readonly partSizeBytes: number;
	/** Undefined: automatic. */
	readonly maxPartsInFlight: number | undefined;
	readonly source: ScenarioSource;
	readonly verifyParts: boolean;
	readonly conflictStrategy: ConflictStrategy;
	/** Whether the folder has a file of this name before. */
	readonly isNameTaken: boolean;
	readonly switches: Partial<Switches>;
	readonly faults: readonly ScriptedFault[];
	/** The user stops the upload after so many stored parts. */
	readonly stopAfterParts: number | undefined;
}

const KIB = 1024;
const MAX_SIZE_BYTES = 4 * KIB * KIB;

const partSize = fc.oneof(
	fc.constant(LIMITS.minPartSizeBytes),
	fc.integer({ min: LIMITS.minPartSizeBytes, max: 300 * KIB }),
	fc.integer({ min: KIB * KIB, max: 3 * KIB * KIB }),
);

/** Sizes lie around the borders of parts, where mistakes do. */
const layout = fc
	.record({
		partSizeBytes: partSize,
		wholeParts: fc.oneof({ weight: 3, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(40) }),
		extraBytes: fc.oneof(fc.constantFrom(0, 1, -1), fc.nat(300 * KIB)),
	})
	.map(({ partSizeBytes, wholeParts, extraBytes }) => ({
		partSizeBytes,
		sizeBytes: Math.min(MAX_SIZE_BYTES, Math.max(0, wholeParts * partSizeBytes + extraBytes)),
	}));

const source: fc.Arbitrary<ScenarioSource> = fc
	.record({
		kind: fc.constantFrom('buffer' as const, 'file' as const, 'stream' as const),
		chunkSizesBytes: fc.array(fc.oneof(fc.integer({ min: 500, max: 200 * KIB }), fc.constant(5_000_000)), {
			minLength: 1,
			maxLength: 4,
		}),
		flaw: fc.oneof(
			{ weight: 20, arbitrary: fc.constant('none' as const) },
			{ weight: 1, arbitrary: fc.constantFrom('short' as const, 'long' as const, 'fails' as const) },
		),
	})
	.map((made) => ({ ...made, flaw: made.kind === 'buffer' ? 'none' : made.flaw }));

const switches: fc.Arbitrary<Partial<Switches>> = fc.record(
	{
		etag: fc.constantFrom('md5' as const, 'none' as const),
		repeatedCommit: fc.constantFrom('reject' as const, 'duplicate' as const, 'same-file' as const),
		shuffleBatches: fc.boolean(),
		conflictErrorCode: fc.constantFrom('dentryAlreadyExist' as const, 'dentryNameConflict' as const),
		skewCheck: fc.constantFrom('before-signature' as const, 'after-signature' as const),
	},
	{ requiredKeys: [] },
);

const STRATEGIES: readonly ConflictStrategy[] = [
	'AUTO_RENAME',
	'OVERWRITE',
	'RETURN_DENTRY_IF_EXISTS',
	'RETURN_ERROR_IF_EXISTS',
];

export const scenario: fc.Arbitrary<Scenario> = fc
	.record({
		layout,
		maxPartsInFlight: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
		source,
		verifyParts: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
		conflictStrategy: fc.constantFrom(...STRATEGIES),
		isNameTaken: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, fc.constant(true)),
		switches,
		faults: faultScript,
		stopAfterParts: fc.oneof(
			{ weight: 12, arbitrary: fc.constant(undefined) },
			fc.integer({ min: 1, max: 8 }),
		),
	})
	.map(({ layout: { sizeBytes, partSizeBytes }, ...more }) => {
		const made: Scenario = { sizeBytes, partSizeBytes, ...more, faults: detectable(more) };
		Object.defineProperty(made, fc.toStringMethod, { value: () => describe(made) });
		return made;
	});

/** The same upload, with a sound source and nobody who stops it. */
export const onAGoodDay = (made: Scenario): Scenario => ({
	...made,
	source: { ...made.source, flaw: 'none' },
	stopAfterParts: undefined,
});

/** Nobody can notice a damaged part where the storage tells no checksum, or nobody looks at it. */
function detectable({
	verifyParts,
	switches: { etag },
	faults,
}: Omit<Scenario, 'sizeBytes' | 'partSizeBytes'>) {
	const isSeen = verifyParts && etag !== 'none' && !hasKind(faults, 'omit-etag');
	return isSeen ? faults : faults.filter(({ fault }) => fault.kind !== 'flip-byte');
}

/** A scenario as a person would tell it. */
function describe({ source: { kind, chunkSizesBytes, flaw }, faults, ...scenario }: Scenario): string {
	const { sizeBytes, partSizeBytes, maxPartsInFlight, verifyParts, stopAfterParts } = scenario;
	const parts = Math.max(1, Math.ceil(sizeBytes / partSizeBytes));
	const chunks = kind === 'stream' ? ` in chunks of ${chunkSizesBytes.join(', ')} bytes` : '';
	const lines = [
		`${sizeBytes} bytes in ${parts} parts of ${partSizeBytes} bytes, ${maxPartsInFlight ?? 'automatically many'} in flight`,
		`from a ${kind}${chunks}${flaw === 'none' ? '' : `, which is ${flaw === 'fails' ? 'broken' : `too ${flaw}`}`}`,
		`${scenario.conflictStrategy}, the name is ${scenario.isNameTaken ? 'taken' : 'free'}`,
		...(verifyParts ? [] : ['parts are not verified']),
		...(stopAfterParts === undefined ? [] : [`stopped after ${stopAfterParts} parts`]),
		...Object.entries(scenario.switches).map(([name, value]) => `switch ${name}: ${String(value)}`),
		...describeScript(faults).map((line) => `fault in ${line}`),
	];
	return `\n${lines.map((line) => `\t${line}`).join('\n')}\n`;
}
