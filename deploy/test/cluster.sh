#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real Kubernetes on this machine, for tests: one node, on a private bridge, beside any other.
# cluster.sh build         compile Kubernetes 1.20 from Debian's source package: once, ten minutes of two cores
# cluster.sh up            start it; waits until the node is ready
# cluster.sh load IMAGE…   copy images from engine.sh's engine
# cluster.sh freeze        its API stops answering, as behind a broken network …
# cluster.sh thaw          … and answers again
# cluster.sh env           what to set: eval "$(deploy/test/cluster.sh env)"
# cluster.sh down          stop it and forget everything but the binaries
# KUBERNETES_BIN           a folder that has the binaries already
source "$(dirname "$0")/lib.sh"

home=$state/cluster bin=${KUBERNETES_BIN:-$state/kubernetes-1.20}
gateway=10.98.0.1 bridge=orrery-test0 services=10.97.0.0/16 pods=10.245.0.0/24 node=orrery-test
export KUBECONFIG=$home/admin.conf
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)
containers=(ctr -a "$home/containerd.sock" -n k8s.io)

build() {
  [ ! -x "$bin/kube-proxy" ] || return 0
  needs_root
  packages golang-go make gcc libc6-dev rsync jq golang-github-modern-go-reflect2-dev
  local library=vendor/github.com/modern-go/reflect2 source=$state/kubernetes-source
  rm -rf "$source"
  mkdir -p "$source/home" "$bin"
  cd "$source"
  elsewhere deb-src bookworm source --download-only kubernetes
  tar xzf kubernetes_*.orig.tar.gz
  cd kubernetes-1.20.*
  # The reflect2 of 1.20 walks maps as Go before 1.18 laid them out: with a later one the API dies now and then.
  rm -f $library/*.go $library/*.s
  cp /usr/share/gocode/src/github.com/modern-go/reflect2/*.{go,s} $library/
  # providerless: without the clouds' own libraries, a third of all there is to compile.
  say "compiling Kubernetes ($state/log/kubernetes-build)"
  env HOME="$source/home" CGO_ENABLED=0 GOFLAGS=-tags=providerless GOPROXY=off KUBE_GIT_VERSION=v1.20.2 KUBE_GIT_COMMIT=debian \
    KUBE_GIT_TREE_STATE=clean KUBE_GIT_MAJOR=1 KUBE_GIT_MINOR=20 \
    nice -n 10 make WHAT="${programs[*]/#/cmd/}" GOLDFLAGS="-s -w" >"$state/log/kubernetes-build" 2>&1 ||
    fail "Kubernetes did not compile: see $state/log/kubernetes-build"
  cp "${programs[@]/#/_output/local/bin/linux/$(go env GOARCH)/}" "$bin/"
  cd /
  rm -rf "$source"
}

# --- who may talk to whom -----------------------------------------------------------------------

signed() { # NAME SUBJECT [ALTERNATIVE-NAMES]
  openssl req -newkey rsa:2048 -nodes -keyout "$home/pki/$1.key" -out "$home/pki/$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$home/pki/$1.csr" -CA "$home/pki/ca.crt" -CAkey "$home/pki/ca.key" -CAcreateserial -days 30 \
    -out "$home/pki/$1.crt" -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\n%s' "${3:+subjectAltName=$3}") 2>/dev/null
}

account() { # NAME SUBJECT: a certificate and a kubeconfig that uses it
  signed "$1" "$2" "DNS:$node,IP:$gateway"
  cat >"$home/$1.conf" <<CONF
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://$gateway:6443", certificate-authority: $home/pki/ca.crt}}]
users: [{name: $1, user: {client-certificate: $home/pki/$1.crt, client-key: $home/pki/$1.key}}]
contexts: [{name: test, context: {cluster: test, user: $1}}]
current-context: test
CONF
}

accounts() {
  [ ! -e "$home/pki/complete" ] || return 0
  mkdir -p "$home/pki"
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$home/pki/ca.key" -out "$home/pki/ca.crt" -days 30 -subj /CN=test 2>/dev/null
  signed api /CN=api "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:$gateway,IP:10.97.0.1"
  account admin /O=system:masters/CN=admin
  account controller /CN=system:kube-controller-manager
  account scheduler /CN=system:kube-scheduler
  account proxy /CN=system:kube-proxy
  account kubelet "/O=system:nodes/CN=system:node:$node"
  openssl genrsa -out "$home/pki/tokens.key" 2048 2>/dev/null
  openssl rsa -in "$home/pki/tokens.key" -pubout -out "$home/pki/tokens.pub" 2>/dev/null
  touch "$home/pki/complete"
}

# --- the control plane --------------------------------------------------------------------------

part() { alive "k8s-$1" || launch "k8s-$1" "${@:2}"; }

control_plane() {
  local url=http://127.0.0.1:12479 peer=http://127.0.0.1:12480
  part etcd etcd --name test --data-dir "$home/etcd" --listen-client-urls $url --advertise-client-urls $url \
    --listen-peer-urls $peer --initial-advertise-peer-urls $peer --initial-cluster test=$peer --unsafe-no-fsync
  part api "$bin/kube-apiserver" --bind-address=$gateway --advertise-address=$gateway --secure-port=6443 --etcd-servers=$url \
    --service-cluster-ip-range=$services --service-node-port-range=30000-32767 --authorization-mode=Node,RBAC \
    --allow-privileged=true --client-ca-file="$home/pki/ca.crt" --tls-cert-file="$home/pki/api.crt" \
    --tls-private-key-file="$home/pki/api.key" --cert-dir="$home/certificates" \
    --kubelet-client-certificate="$home/pki/admin.crt" --kubelet-client-key="$home/pki/admin.key" \
    --kubelet-preferred-address-types=InternalIP --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$home/pki/tokens.pub" --service-account-signing-key-file="$home/pki/tokens.key"
  within 120 "the API ($state/log/k8s-api)" kubectl get --raw /readyz
  part controller "$bin/kube-controller-manager" --kubeconfig="$home/controller.conf" --leader-elect=false --secure-port=12481 \
    --authentication-kubeconfig="$home/controller.conf" --authorization-kubeconfig="$home/controller.conf" --port=0 \
    --bind-address=127.0.0.1 --cert-dir="$home/certificates" --root-ca-file="$home/pki/ca.crt" --use-service-account-credentials \
    --service-account-private-key-file="$home/pki/tokens.key" --enable-hostpath-provisioner
  part scheduler "$bin/kube-scheduler" --kubeconfig="$home/scheduler.conf" --leader-elect=false --secure-port=12482 --port=0 \
    --authentication-kubeconfig="$home/scheduler.conf" --authorization-kubeconfig="$home/scheduler.conf" \
    --bind-address=127.0.0.1 --cert-dir="$home/certificates"
}

# --- the node -----------------------------------------------------------------------------------

network() {
  ip link show $bridge >/dev/null 2>&1 || { ip link add $bridge type bridge; ip address add $gateway/24 dev $bridge; ip link set $bridge up; }
  ip route replace $services dev $bridge # before kube-proxy has a rule, nothing may leave the machine
  sysctl -qw net.ipv4.ip_forward=1
  iptables -P FORWARD ACCEPT # a Docker engine sets DROP
  mkdir -p "$home/cni"
  cat >"$home/cni/test.conflist" <<CONF
{"cniVersion": "0.4.0", "name": "test", "plugins": [
  {"type": "bridge", "bridge": "orrery-test1", "isGateway": true, "ipMasq": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "$home/addresses", "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}, {"type": "firewall", "backend": "iptables"}]}
CONF
}

node_configuration() {
  # oomScoreAdj 0 and restrict_oom_score_adj: root of a container may not lower them
  cat >"$home/containerd.toml" <<CONF
version = 2
root = "$home/containerd/root"
state = "$home/containerd/state"
[grpc]
  address = "$home/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/orrery/sandbox:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$home/cni"
CONF
  cat >"$home/kubelet.yaml" <<CONF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $gateway
healthzPort: 0
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $home/pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $home/pki/kubelet.crt
tlsPrivateKeyFile: $home/pki/kubelet.key
clusterDNS: ["$gateway"]
clusterDomain: cluster.local
cgroupDriver: cgroupfs
failSwapOn: false
oomScoreAdj: 0
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
CONF
}

node_parts() {
  local nameserver
  part containerd containerd -c "$home/containerd.toml"
  within 30 containerd "${containers[@]}" version
  [ -n "$("${containers[@]}" images ls -q name==docker.io/orrery/sandbox:1)" ] || load orrery/sandbox:1
  part kubelet "$bin/kubelet" --config="$home/kubelet.yaml" --kubeconfig="$home/kubelet.conf" --root-dir="$home/kubelet" \
    --cert-dir="$home/certificates" --hostname-override=$node --node-ip=$gateway --container-runtime=remote \
    --container-runtime-endpoint="unix://$home/containerd.sock"
  part proxy "$bin/kube-proxy" --kubeconfig="$home/proxy.conf" --hostname-override=$node --proxy-mode=iptables \
    --cluster-cidr=$pods --oom-score-adj=0 --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0s \
    --conntrack-tcp-timeout-close-wait=0s --healthz-bind-address=127.0.0.1:12483 --metrics-bind-address=127.0.0.1:12484
  # Names: dnsmasq answers from a file that the loop below keeps as the API has it.
  mkdir -p "$home/names"
  nameserver=$(awk '/^nameserver/ {print $2; exit}' /etc/resolv.conf)
  part dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --no-hosts --no-resolv ${nameserver:+--server="$nameserver"} \
    --local=/cluster.local/ --addn-hosts="$home/names" --listen-address=$gateway --bind-interfaces --user=root --pid-file=
  part names "$here/names.sh" "$home/names/all" "$state/run/k8s-dnsmasq" "https://$gateway:6443" "$home/pki"
  within 120 "the node ($state/log/k8s-kubelet)" kubectl wait --for=condition=Ready node/$node --timeout=1s
  kubectl apply -f - >/dev/null <<'YAML'
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: kubernetes.io/host-path
YAML
}

load() {
  eval "$("$here/engine.sh" env)"
  docker save "$@" | "${containers[@]}" images import - >"$state/log/k8s-load"
}

up() {
  needs_root
  [ -x "$bin/kube-proxy" ] || fail "Kubernetes is not built yet: deploy/test/cluster.sh build"
  command -v kubectl >/dev/null || fail "kubectl is needed"
  packages jq etcd-server containerd runc conntrack iptables socat containernetworking-plugins dnsmasq-base
  mkdir -p "$home"
  accounts
  network
  control_plane
  node_configuration
  node_parts
}

down() {
  local name mount namespaces=
  thaw 2>/dev/null || true
  for name in kubelet proxy names dnsmasq; do halt "k8s-$name"; done
  if alive k8s-containerd; then
    for name in $("${containers[@]}" tasks ls -q); do "${containers[@]}" tasks rm -f "$name" >/dev/null 2>&1 || true; done
    namespaces=$(for name in $("${containers[@]}" containers ls -q); do "${containers[@]}" containers info "$name"; done | grep -o '/run/netns/cni-[0-9a-f-]*' | sort -u || true)
  fi
  for name in scheduler controller api etcd containerd; do halt "k8s-$name"; done
  for mount in $namespaces $(awk -v home="$home/" 'index($2, home) == 1 {print $2}' /proc/mounts | sort -r); do umount -l "$mount" 2>/dev/null || true; done
  rm -rf $namespaces /var/lib/cni/results/test-*
  ip link delete orrery-test1 2>/dev/null || true
  ip link delete $bridge 2>/dev/null || true
  for name in filter nat; do iptables-save -t $name | grep -vE 'KUBE-|CNI-|orrery-test' | iptables-restore -T $name; done
  rm -rf "$home"
}

freeze() { kill -STOP "$(cut -d ' ' -f 1 "$state/run/k8s-api")"; }
thaw() { kill -CONT "$(cut -d ' ' -f 1 "$state/run/k8s-api")"; }

case ${1:-} in
  build | up | down | freeze | thaw) "$1" ;;
  load) shift; load "$@" ;;
  env) echo "export KUBECONFIG=$KUBECONFIG" ;;
  *) usage ;;
esac
