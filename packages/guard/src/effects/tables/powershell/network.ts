import { shape } from '../../effect-shape.js';
import type { CmdletTable } from '../../powershell/cmdlet-row.js';
import { readBits, readLookup, readWebRequest } from '../../powershell/readers/network.js';

const CONNECTS = shape('net.fetch', 'shared', 'easy', 'normal');
const MESSAGE = shape('message.send', 'shared', 'partial', 'normal');
const REMOTE = shape('net.send', 'shared', 'partial', 'normal');
const SHARED = shape('net.send', 'shared', 'hard', 'normal');

/** Other machines. */
export const NETWORK_CMDLETS: CmdletTable = {
  'invoke-webrequest invoke-restmethod': {
    parameters: {
      Uri: 'url',
      InFile: 'send',
      OutFile: 'text',
      'Method CustomMethod Headers Body Form ContentType UserAgent Credential Token Authentication TimeoutSec Proxy ProxyCredential WebSession SessionVariable MaximumRedirection MaximumRetryCount RetryIntervalSec Certificate CertificateThumbprint TransferEncoding StatusCodeVariable ResponseHeadersVariable SslProtocol HttpVersion ConnectionTimeoutSeconds OperationTimeoutSeconds':
        'text',
    },
    switches:
      'UseBasicParsing UseDefaultCredentials SkipCertificateCheck PassThru Resume DisableKeepAlive FollowRelLink AllowUnencryptedAuthentication SkipHttpErrorCheck NoProxy',
    positions: 'Uri Body',
    pipe: 'Body',
    read: readWebRequest,
  },
  'start-bitstransfer add-bitsfile': {
    parameters: {
      'Source Destination DisplayName Description Priority TransferType Credential BitsJob': 'text',
    },
    switches: 'Asynchronous',
    positions: 'Source Destination',
    read: readBits,
  },
  'send-mailmessage': {
    parameters: {
      Attachments: 'send',
      Body: 'text',
      'To From Subject SmtpServer Port Credential Cc Bcc Priority': 'text',
    },
    switches: 'UseSsl BodyAsHtml',
    positions: 'To Subject Body SmtpServer',
    effect: MESSAGE,
    output: 'other',
  },
  'enter-pssession new-pssession connect-pssession new-cimsession': {
    parameters: { 'ComputerName HostName Credential Name Port UserName': 'text' },
    positions: 'ComputerName',
    effect: REMOTE,
    output: 'other',
  },
  'test-connection test-netconnection resolve-dnsname get-netipaddress': {
    parameters: { 'ComputerName TargetName Name Port Count Type Server': 'text' },
    positions: 'ComputerName',
    read: readLookup,
  },
  'new-smbshare grant-smbshareaccess enable-psremoting set-smbserverconfiguration': {
    positions: 'Name Path',
    effect: SHARED,
    output: 'other',
  },
  'new-smbmapping connect-azaccount connect-mggraph connect-viserver connect-exchangeonline': {
    effect: CONNECTS,
    output: 'other',
  },
};
