// What a name claims.

package engine

import "strings"

// A Claim says whose identity a program takes a value for.
type Claim string

// The claims.
const (
	OfClient   Claim = "client"
	OfInstance Claim = "instance"
	OfSession  Claim = "session"
	OfPeer     Claim = "peer"
	OfDevice   Claim = "device"
	OfUser     Claim = "user"
	OfLicence  Claim = "licence"
	OfOwner    Claim = "owner" // of a lock or record: who compares it decides "mine"
)

// The words by which names claim something. Words are in lower case and in the singular, as [nameWords] gives them.
var (
	claimWords = map[string]Claim{
		"client": OfClient, "subscriber": OfClient, "participant": OfClient, "instance": OfInstance, "session": OfSession,
		"peer": OfPeer, "device": OfDevice, "user": OfUser, "account": OfUser, "login": OfUser, "player": OfUser,
		"seat": OfLicence, "license": OfLicence, "licence": OfLicence, "activation": OfLicence,
	}
	idWords      = set("id uuid guid uid identifier identity ident fingerprint")
	idEndings    = []string{"identifier", "uuid", "guid", "uid", "id"}
	tailWords    = set("string str value val hash hex header field param default")
	licenceWords = set("license licence licensing activation activate entitlement subscription trial seat nodelock serial unlock")
	markWords    = set("machine hardware hw hwid host computer pc device fingerprint mac disk cpu board volume system code")
	lockWords    = set("machine hardware hw mac cpu board volume fingerprint")
	// What counts and describes machines takes their names for what they are.
	recordWords = set("telemetry analytic metric stat statistic trace tracer tracing span log logger logging label tag sentry otel " +
		"opentelemetry prometheus influx posthog mixpanel amplitude crash diagnostic event audit inventory")
	// What runs once a machine.
	onceWords = set("agent daemon node cluster raft gossip swarm kube kubernete pod replica shard etcd server broker worker sensor " +
		"exporter camera printer gateway router switch thing iot hypervisor mdm rmm hub bridge controller service collector probe")
	// What belongs to one program at a time.
	ownedWords = set("lock lease manifest owner holder claim author creator editor checkout lockfile checkpoint")
	// What tells two programs on one machine apart.
	apartWords = set("pid process user username session instance client sid token")
)

// Claim returns whose identity the site's value is taken for.
func (s *Site) Claim() Claim {
	text, _ := s.values["subject"].Known()
	return Claim(text)
}

// Named returns the name that makes the claim.
func (s *Site) Named() string {
	text, _ := s.values["name"].Known()
	return text
}

// OnceAMachine reports whether the names around the site say that it belongs to something that runs once a machine.
func (s *Site) OnceAMachine() bool {
	text, _ := s.values["context"].Known()
	return text != ""
}

// claimed returns what a name claims, with the name of the type that it is a field or method of and the words around it;
// "" if nothing.
func claimed(name, owner string, around []string) Claim {
	list := idParts(nameWords(name))
	if hasWord(around, recordWords) || hasWord(list, recordWords) {
		return ""
	}
	licence := hasWord(around, licenceWords) || hasWord(list, licenceWords)
	for len(list) > 0 && tailWords[list[len(list)-1]] {
		list = list[:len(list)-1]
	}
	n := len(list)
	if n == 0 {
		return ""
	}
	last := list[n-1]
	switch {
	case idWords[last] && n > 1 && claimWords[list[n-2]] != "":
		claim := claimWords[list[n-2]]
		if claim == OfDevice && licence {
			return OfLicence
		}
		return claim
	case idWords[last] && n == 1:
		o := nameWords(owner)
		for len(o) > 0 && configWords[o[len(o)-1]] {
			o = o[:len(o)-1]
		}
		if len(o) > 0 {
			return claimWords[o[len(o)-1]]
		}
	case idWords[last] && n > 1 && list[n-2] == "hw" && !licence:
		return OfDevice // what programs call it that know their users by it
	}
	if licence && (idWords[last] && n > 1 && markWords[list[n-2]] || markWords[last] && n > 1 || lockWords[last]) {
		return OfLicence
	}
	return ""
}

// configWords end the name of a type that describes something.
var configWords = set("info config conf option opt setting data request req param msg message registration payload state")

// idParts splits words such as clientid and hwid.
func idParts(list []string) []string {
	var out []string
	for _, w := range list {
		for _, e := range idEndings {
			if rest, ok := strings.CutSuffix(w, e); ok && (claimWords[rest] != "" || markWords[rest]) {
				out, w = append(out, rest), e
				break
			}
		}
		out = append(out, w)
	}
	return out
}

// worthWords reports whether a name may claim something.
func worthWords(name string) bool {
	return mentions(name, "id", "fingerprint", "mac", "hardware", "code")
}
