import { collectPages } from '../../../nodes/DingTalkStorage/actions/shared/many';

const page = (id: number, nextToken: string | undefined) => ({ entries: [id], nextToken });

test('a list has all entries of all pages, and the limit ends it', async () => {
	const pages = [page(1, 'b'), page(2, 'c'), page(3, undefined)];
	const list = async (limit: number) => {
		let asked = 0;
		const items = await collectPages(
			limit,
			async () => pages[asked++] ?? page(0, undefined),
			(id) => ({ id }),
		);
		return { ids: items.map(({ id }) => id), asked };
	};
	expect(await list(Infinity)).toEqual({ ids: [1, 2, 3], asked: 3 });
	expect(await list(2)).toEqual({ ids: [1, 2], asked: 2 });
});

test('a list that has no end is told of, instead of a part of it', async () => {
	const endless = collectPages(
		Infinity,
		async () => page(1, 'the same again'),
		(id) => ({ id }),
	);
	await expect(endless).rejects.toMatchObject({ code: 'API_BAD_ANSWER', facts: { field: 'nextToken' } });
});
