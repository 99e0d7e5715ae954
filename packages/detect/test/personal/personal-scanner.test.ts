import { SentinelError } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersonalScanner } from '../../src/personal/personal-scanner.js';

const scanner = createPersonalScanner({ phone: true, address: true });

/** What was found, as `type=value`. */
function found(text: string, options = scanner): readonly string[] {
  return options.scan(text).detections.map(({ type, start, end }) => `${type}=${text.slice(start, end)}`);
}

function withLuhn(digits: string): string {
  let sum = 0;
  [...digits].reverse().forEach((digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}

function withResidentCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(digits[i]) * (2 ** (17 - i) % 11);
  return digits + ('10X98765432'[sum % 11] ?? '');
}

const region = fc.constantFrom('110105', '310112', '440305', '510107', '650102');
const birth = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const serial = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{${String(length)}}$`));

describe('Chinese personal data', () => {
  it('finds every resident number whose check character holds, in any surroundings', () => {
    fc.assert(
      fc.property(region, birth, serial(3), (place, date, order) => {
        const id = withResidentCheck(place + date + order);
        expect(found(`客户${id}，已登记`)).toEqual([`cn-id=${id}`]);
      }),
    );
  });

  it('takes a number with a wrong check character for a resident number only where words say so', () => {
    const right = withResidentCheck('11010519491231002');
    const wrong = right.slice(0, -1) + (right.endsWith('7') ? '8' : '7');
    expect(found(`工单 ${wrong} 已归档`)).toEqual([]);
    expect(found(`身份证号：${wrong}`)).toEqual([`cn-id=${wrong}`]);
  });

  it('finds no resident number on a day that does not exist or in a province that does not', () => {
    expect(found(`身份证 ${withResidentCheck('11010519990230002')}`)).toEqual([]);
    expect(found(`身份证 ${withResidentCheck('99010519900210002')}`)).toEqual([]);
  });

  it('finds bank cards of Chinese issuers, grouped or not, and leaves order numbers alone', () => {
    fc.assert(
      fc.property(fc.constantFrom('622202', '622848', '621700'), serial(12), (bin, rest) => {
        const card = withLuhn(bin + rest);
        expect(found(`卡号${card}`)).toEqual([`cn-bank-card=${card}`]);
        const grouped = card.replace(/(\d{4})(?=\d)/g, '$1 ');
        expect(found(`卡号${grouped}`)).toEqual([`cn-bank-card=${grouped}`]);
        const broken = card.slice(0, -1) + String((Number(card.at(-1)) + 1) % 10);
        expect(found(`订单号：${broken}`)).toEqual([]);
      }),
    );
  });

  it.each([
    ['电话 13912345678', '13912345678'],
    ['电话 +86 139-1234-5678', '+86 139-1234-5678'],
    ['电话 008613912345678', '008613912345678'],
    ['电话：86-13912345678。', '86-13912345678'],
    ['座机 021-62345678', '021-62345678'],
  ])('finds the telephone number in %s', (text, number) => {
    expect(found(text)).toEqual([`phone=${number}`]);
  });

  it.each([
    ['车牌京A12345', '京A12345'],
    ['车牌沪A·D12345', '沪A·D12345'],
    ['车牌粤B12345D', '粤B12345D'],
    ['车牌粤Z1234港', '粤Z1234港'],
    ['车牌京A1234警', '京A1234警'],
  ])('finds the number plate in %s', (text, plate) => {
    expect(found(text)).toEqual([`cn-plate=${plate}`]);
  });

  it('finds passports that words announce, credit codes by their check character, and addresses', () => {
    expect(found('护照号码 E12345678')).toEqual(['cn-passport=E12345678']);
    expect(found('批次 E12345678 合格')).toEqual([]);
    expect(found('代码 91350100M000100Y43')).toEqual(['cn-credit-code=91350100M000100Y43']);
    expect(found('代码 91350100M000100Y44')).toEqual([]);
    expect(found('寄往浙江省杭州市滨江区江南大道100号3幢。')).toEqual([
      'address=浙江省杭州市滨江区江南大道100号3幢',
    ]);
  });

  it('leaves timestamps, versions, hashes and counts alone', () => {
    for (const text of [
      '时间戳 1700000000000',
      '版本 v3.2.11',
      '构建号 51720983',
      '共 20417 条',
      '17层 25分钟',
    ]) {
      expect(found(text)).toEqual([]);
    }
  });
});

describe('international personal data', () => {
  it('finds payment cards of every network by prefix, length and check digit [S0-05]', () => {
    for (const [prefix, length] of [
      ['4', 16],
      ['51', 16],
      ['34', 15],
      ['36', 14],
      ['6011', 16],
      ['3530', 16],
    ] as const) {
      const card = withLuhn(prefix.padEnd(length - 1, '7'));
      expect(found(`value ${card} end`)).toEqual([`credit-card=${card}`]);
    }
  });

  it('takes a number for a card when words or groups say so, and for a hint when it may number anything', () => {
    const card = withLuhn('4'.padEnd(15, '7'));
    const chinese = withLuhn('622202'.padEnd(18, '1'));
    const severityOf = (text: string): number =>
      Math.max(0, ...scanner.scan(text).detections.map(({ severity }) => severity));
    for (const text of [`card ${card}`, `{"card_id": "${card}"}`, `卡号：${chinese}`, chinese])
      expect(severityOf(text)).toBe(3);
    expect(severityOf(`see ${card.replace(/(\d{4})(?=\d)/g, '$1 ')} there`)).toBe(2);
    expect(severityOf(`转到 ${chinese} 这里`)).toBe(2);
    for (const text of [
      `{"traceId": "${card}", "spanId": 7}`,
      `see ${card} there`,
      `order_id=${chinese}`,
      `"orderNo":"${chinese}"`,
      `订单号：${chinese}`,
    ])
      expect(severityOf(text)).toBe(1);
  });

  it.each(['user_id', 'userId', 'order no', 'trace-id', 'size', '"seq"', '订单号'])(
    'leaves the number alone that the name %s stands before',
    (name) => {
      expect(found(`{ ${name}: 15912345678 }`)).toEqual([]);
      expect(found(`{ phone ${name}, mobile: 15912345678 }`)).toEqual(['phone=15912345678']);
    },
  );

  it('finds account numbers in both notations and no word behind them', () => {
    expect(found('GB82 WEST 1234 5698 7654 32 AND MORE')).toEqual(['iban-code=GB82 WEST 1234 5698 7654 32']);
    expect(found('DE89370400440532013000.')).toEqual(['iban-code=DE89370400440532013000']);
    expect(found('DE88370400440532013000')).toEqual([]);
  });

  it('finds social security numbers by the rules of their areas [S0-05]', () => {
    expect(found('SSN 536-22-1234')).toEqual(['us-ssn=536-22-1234']);
    for (const never of ['000-12-3456', '666-12-3456', '536-00-1234', '536-22-0000', '078-05-1120']) {
      expect(found(`SSN ${never}`).filter((entry) => entry.startsWith('us-ssn'))).toEqual([]);
    }
  });

  it('finds addresses of people, not of nobody: reserved names, packages, files, repositories [S0-05]', () => {
    expect(found('write to wei.li@contoso.cn, please')).toEqual(['email=wei.li@contoso.cn']);
    expect(found('请发邮件到wei.li@contoso.cn')).toEqual(['email=wei.li@contoso.cn']);
    for (const text of [
      'you@example.com',
      'noreply@github.com',
      'logo@2x.png',
      'react@18.2.0',
      'git@github.com:owner/name.git',
      'https://user:pass@db.contoso.cn/x',
      'Author: Wei Li <wei.li@contoso.cn>',
      'Signed-off-by: Wei Li <wei.li@contoso.cn>',
    ]) {
      expect(found(text)).toEqual([]);
    }
  });

  it('finds telephone numbers [S0-05]', () => {
    for (const number of ['(628) 736-0171', '628-736-0171', '+44 20 7183 8750', '+33 1 70 18 99 00']) {
      expect(found(`see ${number}, thanks`)).toEqual([`phone=${number}`]);
    }
    expect(found('Mobile: 521 47 806')).toEqual(['phone=521 47 806']);
    expect(found('2024-05-17 09:00:27 10-20-30')).toEqual([]);
  });

  it('finds public addresses of machines, not private ones and versions', () => {
    expect(found('from 81.2.69.142')).toEqual(['ip-address=81.2.69.142']);
    for (const text of [
      '192.168.1.1',
      '127.0.0.1',
      '10.0.0.0/8',
      'v81.2.69.142',
      '1.2.3.4',
      '::1',
      'fe80::1',
      '12:34:56',
    ]) {
      expect(found(text)).toEqual([]);
    }
  });

  it('finds identity numbers of other states only where words announce them or nothing else is there', () => {
    expect(found('Mi NIE es X1234567L')).toEqual(['es-nie=X1234567L']);
    expect(found('part X1234567L of the list of parts')).toEqual([]);
    expect(found('NHS 943 476 5919')).toEqual(['uk-nhs=943 476 5919']);
  });
});

describe('a scanner of personal data', () => {
  it('leaves phones and addresses out when they are off, and keeps to the types that are asked for', () => {
    const off = createPersonalScanner({ phone: false });
    expect(found('call 628-736-0171, 12 Oak Street', off)).toEqual([]);
    const emails = createPersonalScanner({ types: ['email'] });
    expect(found('536-22-1234 wei.li@contoso.cn', emails)).toEqual(['email=wei.li@contoso.cn']);
  });

  it('refuses a type that it does not know and names it', () => {
    expect(() => createPersonalScanner({ types: ['e-mail'] })).toThrow(SentinelError);
    expect(() => createPersonalScanner({ types: ['e-mail'] })).toThrow('"e-mail"');
  });

  it('reports spans in order, inside the text, none overlapping, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        let last = 0;
        for (const { start, end } of scanner.scan(text).detections) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });

  it.each([
    '1',
    '1 ',
    '1-',
    '+1',
    'a@',
    'a.',
    '@',
    '(0',
    '京A',
    'A1',
    '1:',
    '\u0000',
    '\ud800',
    '北京市路1号',
  ])('comes to an end on a megabyte of %j', (unit) => {
    const result = scanner.scan(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    expect(result.detections.length).toBeLessThanOrEqual(20_000);
  });
});
