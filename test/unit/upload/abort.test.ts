import { linkAbort } from '../../../lib/upload';

describe('linkAbort', () => {
	it('fires with its parent, and with the reason of its parent', () => {
		const parent = new AbortController();
		const before = linkAbort(parent.signal);
		parent.abort('enough');
		const after = linkAbort(parent.signal);
		expect([before.signal.reason, after.signal.reason]).toEqual(['enough', 'enough']);
	});

	it('lets go of its parent', () => {
		const parent = new AbortController();
		const abort = linkAbort(parent.signal);
		abort.dispose();
		parent.abort();
		expect(abort.signal.aborted).toBe(false);
	});
});
