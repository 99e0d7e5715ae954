/** Words after which a cloud command line only looks, whatever stands behind them. */
export const LOOKS_ONLY: RegExp =
  /^(?:list|ls|describe|show|view|search|help|explain|get|status|version|info|whoami|diff|preview|validate|logs|tail)(?:-.*)?$/;

/** Verbs that destroy, as a word of their own or before a dash (`delete-table`). */
export const DESTROYS: RegExp =
  /^(?:delete|destroy|remove|rm|rb|terminate|purge|deregister|erase|wipe|drop|revoke|uninstall|unset|down|leave|force-leave|schedule-key-deletion|stop-logging|stop-configuration-recorder|batch-delete|force-delete|rmi|del|empty|nuke|teardown|decommission)(?:-|$)/;

/** Words of two parts whose second part takes away all there is. */
export const EMPTIES_WHOLE: RegExp = /^(?:[\w-]+:)+(?:reset|disable)$/;

/** Verbs that stop or change what runs. */
export const STOPS: RegExp =
  /^(?:stop|disable|detach|cancel|suspend|pause|scale|reboot|restart|reset|abort|evict|drain|cordon|archive|disassociate|unpublish|rotate|modify|move|rollback|failover)(?:-|$)/;

/** Verbs and groups that look, where nothing else in the command line does more. */
export const LOOKS: RegExp =
  /^(?:list|ls|get|describe|show|view|status|head|search|find|help|version|info|logs?|tail|lookup|query|diff|history|check|validate|wait|filter|scan|read|download|export-view|test|estimate|simulate|preview|doctor|top|events?|config|configure|account|whoami|completion|alias|explain|browse|batch-get|batch-describe|select|inspect|usage|ps|open|generate|print|verify|detect|discover|summarize|count|auth|login|logout|profile|init|dev|env|dev-server|emulators|types)(?:-|$)/;

/** Words that, as the only one, build, serve or choose something on this machine. */
export const WORKS_HERE: RegExp =
  /^(?:build|package|bundle|compile|serve|start|link|unlink|pull|lint|fmt|format|synth|watch|use|switch|target|api|secrets?|env|status|update|upgrade|install|plugins?|extension|feedback|docs?|telemetry|regions?|commands|autocomplete|console|shell|local|offline|invoke|studio|services?|apps?|plans?|dashboard|settings|teams?|projects?|domains?|sites?|functions?|addons|members?|releases?|variables?|issues?|pr|prs|repos?|run|workflow|org|orgs)$/;

/** Command lines (all their words, joined) that print a credential or what is kept as a secret. */
export const SHOWS_SECRET: RegExp =
  /\b(?:(?:batch-)?get-secret-value|print-(?:access|identity)-token|get-access-token|keyvault secret (?:show|download)|secrets versions access|configure export-credentials|configure get \S*(?:secret|session_token|password)\S*|kms decrypt|sts get-(?:session|federation)-token|acr credential show|ad sp create-for-rbac|ad sp credential reset)\b|^(?:auth token|auth status .*(?:--show-token|-t\b)|config(?:\s*$|:get\b|\s+-)|auth:token|variables?\s*$|env:(?:list|get|pull)|env pull\b|get-parameters?(?:-by-path)? .*--with-decryption)|\bssm get-parameters?(?:-by-path)? .*--with-decryption\b/;

/** Command lines whose output is a credential that is usually handed on to another program. */
export const PRINTS_CREDENTIAL: RegExp =
  /\b(?:sts (?:get-session-token|get-federation-token|assume-role\S*)|ecr(?:-public)? get-login-password|generate-db-auth-token|create-access-key|storage account keys list|list-publishing-(?:profiles|credentials)|(?:cosmosdb|redis|eventhubs|servicebus) .*keys list)\b/;

/** Command lines that give rights, or open something to everybody, or run a command on many machines. */
export const GRANTS: RegExp =
  /\b(?:attach-(?:user|role|group)-policy|put-(?:user|role|group|bucket|key|resource|registry|repository|queue|topic)-(?:policy|acl)|put-(?:object|bucket)-acl|put-bucket-(?:versioning|website|replication)|put-public-access-block|(?:create|update)-(?:access-key|login-profile)|update-assume-role-policy|add-user-to-group|(?:create-policy-version|set-default-policy-version)|(?:add|set)-iam-policy(?:-binding)?|authorize-security-group-(?:ingress|egress)|modify-(?:image|snapshot)-attribute|lambda add-permission|create-grant|change-resource-record-sets|leave-organization|send-command|deactivate-mfa-device|update-account-password-policy|role assignment create|service-accounts keys create|iam ch|acl ch|defacl ch|ssh-key add|gpg-key add|deploy-key add|secret set|secrets? (?:put|set)|pr merge .*--admin|repo archive|workflow disable|ruleset|run-command invoke|firewall-rules (?:create|update) .*0\.0\.0\.0\/0|nsg rule create)\b|--visibility[ =]public\b/;
export const OPENS: RegExp =
  /^(?:--publicly-accessible|--allow-unauthenticated|--admin|allUsers.*|allAuthenticatedUsers.*|--member=all(?:Authenticated)?Users|--role=roles\/(?:owner|editor|iam\..*Admin)|roles\/owner|.*AdministratorAccess.*|(?:--cidr(?:-ip)?=)?(?:0\.0\.0\.0\/0|::\/0)|--source-ranges=0\.0\.0\.0\/0|--acl=public-read.*|public-read(?:-write)?|PermanentDelete)$/;

/** Options that take everything away, or bring it to nothing. */
export const EMPTIES: RegExp =
  /^(?:--delete|--delete-removed|--delete-destination.*|-purge|--purge|--delete-(?!branch).*|--(?:min-size|desired-capacity|replicas|num-nodes|desired-count|min-instances|max-instances|count)=0|.*[a-z]=0)$/;
export const COUNTS: RegExp =
  /^--(?:min-size|desired-capacity|replicas|num-nodes|desired-count|max-instances)$/;
