import { checkNothingUnreleased, releaseSection } from '../../../scripts/lib/release/changelog.cjs';

const SECTION = '## [1.2.0] - 2026-11-27\n\n### Added\n\n- Folders by path.\n';
const CHANGELOG = `# Changelog\n\n## [Unreleased]\n\n${SECTION}\n## [1.1.0] - 2026-10-01\n\n- Faster.\n`;

describe('the changelog at a release', () => {
	it('gives the text of the newest version, which becomes that of the release', () => {
		expect(releaseSection(CHANGELOG, '1.2.0')).toEqual({
			version: '1.2.0',
			date: '2026-11-27',
			text: '### Added\n\n- Folders by path.',
		});
	});

	it.each([
		['a version that is not on top', CHANGELOG, '1.1.0', 'begins with 1.2.0'],
		['a version that is not there', CHANGELOG, '1.3.0', 'begins with 1.2.0'],
		['no version at all', '# Changelog\n\n## [Unreleased]\n\n- New.\n', '1.0.0', 'has no version'],
		['no day', SECTION.replace(' - 2026-11-27', ''), '1.2.0', 'says no day for 1.2.0'],
		['a day that no calendar has', SECTION.replace('11-27', '11-31'), '1.2.0', 'says no day for 1.2.0'],
		['nothing but headings', SECTION.replace('- Folders by path.', ''), '1.2.0', 'says nothing about 1.2.0'],
	])('refuses %s', (_, changelog, version, reason) => {
		expect(() => releaseSection(changelog, version)).toThrow(reason);
	});

	it('keeps nothing back under Unreleased', () => {
		expect(() => checkNothingUnreleased(CHANGELOG)).not.toThrow();
		const kept = CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n- Half done.\n');
		expect(() => checkNothingUnreleased(kept)).toThrow('move them to the version');
	});
});
