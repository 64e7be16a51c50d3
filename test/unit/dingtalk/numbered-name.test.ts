import { isNumbered, plainName } from '../../../lib/dingtalk/numbered-name';

test.each([
	['report(1).pdf', 'report.pdf'],
	['report(12).pdf', 'report.pdf'],
	['工资表(3).xlsx', '工资表.xlsx'],
	['archive.tar(1).gz', 'archive.tar.gz'],
	['README(1)', 'README'],
	['.env(1)', '.env'],
	['report(1)(1).pdf', 'report(1).pdf'],
	['(1)(1)', '(1)'],
])('%s can come of %s', (name, asked) => {
	expect(isNumbered(name, asked)).toBe(true);
});

test.each([
	['report.pdf', 'report.pdf'],
	['report(1).pdf', 'report.doc'],
	['report (1).pdf', 'report.pdf'],
	['report(1).pdf', 'Report.pdf'],
	['report(a).pdf', 'report.pdf'],
	['report().pdf', 'report.pdf'],
	['report1.pdf', 'report.pdf'],
	['report(1)(2).pdf', 'report.pdf'],
	['report.pdf(1)', 'report.pdf'],
	['other(1).pdf', 'report.pdf'],
	['report(1).pdf', 'report(1).pdf'],
])('%s cannot come of %s', (name, asked) => {
	expect(isNumbered(name, asked)).toBe(false);
});

test.each([
	['report.pdf', 'report.pdf'],
	['report(1).pdf', 'report.pdf'],
	['report(1)(22).pdf', 'report.pdf'],
	['report(final).pdf', 'report(final).pdf'],
	['(1).pdf', '.pdf'],
])('without numbers %s is %s', (name, plain) => {
	expect(plainName(name)).toBe(plain);
});
