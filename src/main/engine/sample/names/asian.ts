import type { NamePool } from './name-pool';

/** Names in Arabic, Hebrew, Chinese, Devanagari and Thai writing. */
export const asianNames: readonly NamePool[] = [
  {
    language: 'Arabic',
    script: 'Arabic',
    learners: 9,
    order: 'given_first',
    women: {
      given: ['مريم|maryam', 'ليلى|layla', 'نور الهدى|nour', 'هالة|hala', 'سلمى|salma'],
      family: ['الخطيب|alkhatib', 'القاضي|alqadi', 'العطّار|alattar', 'حدّاد|haddad'],
    },
    men: {
      given: ['عبد الرحمن|abdulrahman', 'طارق|tariq', 'أنس|anas', 'زياد|ziad', 'مصطفى|mustafa'],
      family: ['الخطيب|alkhatib', 'القاضي|alqadi', 'العطّار|alattar', 'الشامي|alshami'],
    },
  },
  {
    language: 'Hebrew',
    script: 'Hebrew',
    learners: 8,
    order: 'given_first',
    women: {
      given: ['נועה|noa', 'תמר|tamar', 'יעל|yael', 'שירה|shira', 'אביגיל|avigail'],
      family: ['אברהמי|avrahami', 'בן־דוד|bendavid', 'צוקרמן|zuckerman', 'אלמוג|almog'],
    },
    men: {
      given: ['איתן|eitan', 'יונתן|yonatan', 'עומר|omer', 'גלעד|gilad'],
      family: ['אברהמי|avrahami', 'בן־דוד|bendavid', 'שפיגלמן|shpigelman', 'אלמוג|almog'],
    },
  },
  {
    language: 'Chinese',
    script: 'Han',
    learners: 9,
    order: 'family_joined',
    women: {
      given: ['雨桐|yutong', '静怡|jingyi', '晓雯|xiaowen', '婉清|wanqing', '思琪|siqi'],
      family: ['陈|chen', '郑|zheng', '欧阳|ouyang', '许|xu', '梁|liang'],
    },
    men: {
      given: ['浩然|haoran', '文博|wenbo', '志远|zhiyuan', '嘉豪|jiahao', '子轩|zixuan'],
      family: ['谢|xie', '郑|zheng', '上官|shangguan', '许|xu', '龚|gong'],
    },
  },
  {
    language: 'Hindi',
    script: 'Devanagari',
    learners: 9,
    order: 'given_first',
    women: {
      given: ['श्रुति|shruti', 'मीनाक्षी|meenakshi', 'कृतिका|kritika', 'ऋचा|richa', 'प्रज्ञा|pragya'],
      family: ['त्रिपाठी|tripathi', 'अग्निहोत्री|agnihotri', 'कुलकर्णी|kulkarni', 'भट्टराई|bhattarai'],
    },
    men: {
      given: ['सिद्धार्थ|siddharth', 'हर्षवर्धन|harshvardhan', 'प्रद्युम्न|pradyumna', 'विक्रम|vikram'],
      family: ['त्रिपाठी|tripathi', 'श्रीवास्तव|shrivastava', 'कुलकर्णी|kulkarni', 'देशमुख|deshmukh'],
    },
  },
  {
    language: 'Thai',
    script: 'Thai',
    learners: 8,
    order: 'given_first',
    women: {
      given: ['กัญญารัตน์|kanyarat', 'ณัฐธิดา|natthida', 'น้ำฝน|namfon', 'จุฑามาศ|juthamas'],
      family: ['แก้วมณี|kaewmanee', 'ทองคำ|thongkham', 'รัตนพันธุ์|rattanaphan', 'บุญเรือง|bunrueang'],
    },
    men: {
      given: ['กิตติศักดิ์|kittisak', 'ณัฐพล|natthaphon', 'ปิยะวัฒน์|piyawat', 'ธีรเดช|theeradet'],
      family: ['แก้วมณี|kaewmanee', 'ทองคำ|thongkham', 'ศรีสุวรรณ|srisuwan', 'บุญเรือง|bunrueang'],
    },
  },
];
