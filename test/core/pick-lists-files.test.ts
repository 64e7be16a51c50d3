import { DEMO } from '../../emulator';
import { bufferSource } from '../../lib/upload';
import { createUploadLab } from '../support/upload-lab';
import { inSpace } from './support/form-lab';
import {
	BUSHY,
	COMPANY,
	HINT,
	open,
	scroll,
	searchFiles,
	show,
	type,
	usePickLists,
} from './support/pick-lists';

const lab = usePickLists();

describe('files', () => {
	const upload = async (spaceId: string, parentId: string, fileName: string) => {
		const uploads = createUploadLab(lab.emulator);
		const content = bufferSource(Buffer.from(fileName));
		const { file } = await uploads.upload(content, { spaceId, parentId, fileName });
		await uploads.close();
		return file.id;
	};

	test('all of the space, each by its path', async () => {
		const top = await upload(DEMO.spaceId, '0', '说明.txt');
		const deep = await upload(DEMO.spaceId, '5221', 'Report 报告.pdf');
		const form = lab.inForm(COMPANY);
		const first = await open(form, searchFiles);
		expect(show(first.results)).toEqual([['/说明.txt', top]]);
		expect(lab.calls()).toBe(1);
		expect(await scroll(form, undefined, searchFiles)).toEqual([
			['/说明.txt', top],
			['/Reports 报告/2026/十一月/Report 报告.pdf', deep],
		]);
	});

	test('by name and by path, and no folder among them', async () => {
		const deep = await upload(DEMO.spaceId, '522', '2026 十月.pdf');
		const form = lab.inForm(COMPANY);
		await open(form, searchFiles);
		const found = [['/Reports 报告/2026/2026 十月.pdf', deep]];
		expect(await type(form, '2026', searchFiles)).toEqual(found);
		expect(await type(form, '/REPORTS 报告/2026/', searchFiles)).toEqual(found);
		expect(await type(form, '/REPORTS 报告/', searchFiles)).toEqual([]);
	});

	test('a space without any costs few calls, and says what can be done', async () => {
		const form = lab.inForm(BUSHY);
		expect(await scroll(form, undefined, searchFiles)).toEqual([HINT]);
		expect(lab.calls()).toBe(20);
	});

	test('the space has to be chosen first', async () => {
		await expect(searchFiles.call(lab.inForm(inSpace('')))).rejects.toThrow("'Space' is empty");
	});
});
