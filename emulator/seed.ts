import type { EmulatedApp, EmulatedSpace, EmulatedUser } from './options';

/** The app, the people and the places every emulator starts with, so that demo and tests agree on them. */
export const DEMO = {
	corpId: 'dingdemo0corp',
	clientId: 'demo-client',
	clientSecret: 'demo-secret',
	thirdParty: {
		clientId: 'demo-suite',
		clientSecret: 'demo-suite-secret',
		suiteTicket: 'demo-suite-ticket',
	},
	userId: 'demo-user',
	unionId: 'Dem0Un1onIdiEiE',
	mobile: '13800138000',
	/** A second member, who may read the company space but not write to it. */
	readerUserId: 'demo-reader',
	readerUnionId: 'R3aderUn1onIdiEiE',
	/** Above 2^32, as real ids can be. */
	spaceId: '9303849501',
	spaceName: 'Company Files 企业文件',
	personalSpaceId: '9303849502',
	marketingSpaceId: '9303849503',
	approvalSpaceId: '3996960664',
	/** Folders of the company space. */
	folders: {
		reports: '118890000101',
		reports2026: '118890000102',
		/** `/Reports 报告/2026/Q3/September 九月` */
		reportsSeptember: '118890000107',
		contracts: '118890000103',
		backups: '118890000104',
	},
} as const;

/** Permissions that the node asks for, and those of its pick-lists. */
const DEMO_SCOPES = [
	'Storage.UploadInfo.Read',
	'Storage.File.Write',
	'Storage.File.Read',
	'Storage.Space.Read',
	'Storage.DownloadInfo.Read',
	'Storage.Task.Read',
	'Drive.Space.Read',
	'Workflow.Instance.Write',
	'qyapi_get_member',
	'qyapi_get_member_by_mobile',
];

export const DEMO_APPS: readonly EmulatedApp[] = [
	{ clientId: DEMO.clientId, clientSecret: DEMO.clientSecret, scopes: DEMO_SCOPES },
	{ ...DEMO.thirdParty, kind: 'thirdParty', scopes: DEMO_SCOPES },
];

export const DEMO_USERS: readonly EmulatedUser[] = [
	{ userId: DEMO.userId, unionId: DEMO.unionId, name: 'Lin Mei 林梅', mobile: DEMO.mobile },
	{ userId: DEMO.readerUserId, unionId: DEMO.readerUnionId, name: 'Zhao Lei 赵磊' },
];

export const DEMO_SPACES: readonly EmulatedSpace[] = [
	{
		id: DEMO.spaceId,
		name: DEMO.spaceName,
		writers: [DEMO.unionId],
		readers: [DEMO.readerUnionId],
		folders: [
			{
				id: DEMO.folders.reports,
				name: 'Reports 报告',
				folders: [
					{
						id: DEMO.folders.reports2026,
						name: '2026',
						folders: [
							{ id: '118890000105', name: 'Q2' },
							{
								id: '118890000106',
								name: 'Q3',
								folders: [{ id: DEMO.folders.reportsSeptember, name: 'September 九月' }],
							},
						],
					},
				],
			},
			{
				id: DEMO.folders.contracts,
				name: 'Contracts 合同',
				folders: [
					{ id: '118890000108', name: 'Customers 客户' },
					{ id: '118890000109', name: 'Suppliers 供应商' },
				],
			},
			{ id: DEMO.folders.backups, name: 'Backups' },
		],
	},
	{
		id: DEMO.marketingSpaceId,
		name: 'Marketing 市场部',
		folders: [
			{
				id: '118890000201',
				name: 'Videos 视频',
				folders: [{ id: '118890000203', name: 'Raw 原片' }],
			},
			{ id: '118890000202', name: 'Brand 品牌' },
		],
	},
	{
		id: DEMO.personalSpaceId,
		name: 'My Files 我的文件',
		type: 'personal',
		writers: [DEMO.unionId],
		folders: [{ id: '118890000301', name: 'Drafts 草稿' }],
	},
	{ id: DEMO.approvalSpaceId, name: 'Approval 审批', type: 'personal', writers: [] },
];
