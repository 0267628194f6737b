// SPDX-License-Identifier: Apache-2.0
// Both images for both platforms: deploy/images/build.sh --only-context, then
// REGISTRY=… TAG=… docker buildx bake -f deploy/images/bake.hcl --push
variable "REGISTRY" { default = "" }
variable "TAG" { default = "dev" }
variable "PLATFORMS" { default = "linux/amd64,linux/arm64" }

group "default" { targets = ["oap", "ui"] }

target "oap" {
  context    = "dist/image"
  dockerfile = "../../deploy/images/oap/Dockerfile"
  platforms  = split(",", PLATFORMS)
  tags       = ["${REGISTRY}orrery/oap:${TAG}"]
}

target "ui" {
  context    = "deploy/images/ui"
  contexts   = { "orrery/oap" = "target:oap" }
  platforms  = split(",", PLATFORMS)
  tags       = ["${REGISTRY}orrery/ui:${TAG}"]
}
