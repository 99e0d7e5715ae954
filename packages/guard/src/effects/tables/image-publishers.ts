/**
 * Where images come from that are handed credentials by their makers' own instructions: the tools of a cloud, of a
 * cluster, of a forge. As `registry/namespace`; without a registry it is Docker Hub's.
 */
export const IMAGE_PUBLISHERS: ReadonlySet<string> = new Set(
  [
    'library amazon amazoncorp google hashicorp bitnami grafana prom gitlab renovate cypress localstack',
    'public.ecr.aws/aws-cli public.ecr.aws/lambda public.ecr.aws/docker public.ecr.aws/amazonlinux',
    'gcr.io/google.com gcr.io/cloud-builders gcr.io/kaniko-project gcr.io/distroless mcr.microsoft.com',
    'registry.k8s.io registry.gitlab.com/gitlab-org ghcr.io/github ghcr.io/actions ghcr.io/renovatebot',
    'pulumi pulumi/pulumi snyk sonarsource aquasec anchore goreleaser semgrep alpine/helm alpine/k8s',
  ].flatMap((line) => line.split(' ')),
);

/** Registries in which a company keeps its own images. */
export const OWN_REGISTRY: RegExp =
  /\.dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?$|\.azurecr\.(?:io|cn)$|-docker\.pkg\.dev$|\.ocir\.io$|\.cr\.(?:aliyuncs|tencentcloudcr)\.com$|\.aliyuncs\.com$/;
