// Command pluginserve is a third-party driver plugin, written with Go's own net/rpc and gob. Which driver it is
// depends on the name it is started for:
//
//	ci-test    only knows the URL of an engine, and does nothing
//	other      a VM of an OpenNebula cloud that is there already: --NAME-vm says which, --NAME-key with which key
//
// PLUGINSERVE_FAULT selects a fault: version (it speaks version 2), old (it only has the service's older name), flags
// (an option's name is nonsense), far (it prints an address of another computer), or KIND:METHOD, where the kind is hang,
// die, panic, flood (its output), stop (the whole process stands still) or fail
// (an error).
package main

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/rpc"
	"os"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

type stringFlag struct{ Name, Usage, EnvVar, Value string }

type intFlag struct {
	Name, Usage, EnvVar string
	Value               int
}

type stringSliceFlag struct {
	Name, Usage, EnvVar string
	Value               []string
}

type boolFlag struct{ Name, Usage, EnvVar string }

type rpcFlags struct{ Values map[string]interface{} }

// config is what docker-machine keeps for us: its own keys, and ours after them.
type config struct {
	IPAddress      string
	MachineName    string
	SSHUser        string
	SSHPort        int
	SSHKeyPath     string
	StorePath      string
	SwarmMaster    bool
	SwarmHost      string
	SwarmDiscovery string
	URL            string            `json:",omitempty"`
	VM             *int              `json:",omitempty"`
	Notes          []string          `json:",omitempty"`
	Given          map[string]string `json:",omitempty"`
	Loud           bool              `json:",omitempty"`
}

// Driver has the methods that docker-machine calls.
type Driver struct {
	name   string
	fault  string
	config config
	beats  chan struct{}
	guard  sync.Mutex
}

type nothing = struct{}

func main() {
	if os.Getenv("MACHINE_PLUGIN_TOKEN") != "42" {
		fmt.Fprintln(os.Stderr, "This is a Docker Machine plugin binary.")
		os.Exit(1)
	}
	gob.RegisterName("*mcnflag.StringFlag", &stringFlag{})
	gob.RegisterName("*mcnflag.IntFlag", &intFlag{})
	gob.RegisterName("*mcnflag.StringSliceFlag", &stringSliceFlag{})
	gob.RegisterName("*mcnflag.BoolFlag", &boolFlag{})
	gob.RegisterName("*rpcdriver.RPCFlags", &rpcFlags{})

	driver := &Driver{
		name:  os.Getenv("MACHINE_PLUGIN_DRIVER_NAME"),
		fault: os.Getenv("PLUGINSERVE_FAULT"),
		beats: make(chan struct{}),
	}
	server := rpc.NewServer()
	if driver.fault != "old" {
		server.RegisterName("RPCServerDriver", driver)
	}
	server.RegisterName("RpcServerDriver", driver)
	server.HandleHTTP("/_goRPC_", "/debug/rpc")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	address := listener.Addr().String()
	if driver.fault == "far" {
		address = "192.0.2.1:80"
	}
	fmt.Println(address)
	go http.Serve(listener, nil)
	for {
		select {
		case <-driver.beats:
		case <-time.After(10 * time.Second):
			os.Exit(1)
		}
	}
}

// misbehave does what PLUGINSERVE_FAULT says about a method.
func (d *Driver) misbehave(method string) error {
	kind, which, _ := strings.Cut(d.fault, ":")
	if which != method {
		return nil
	}
	switch kind {
	case "hang":
		select {}
	case "die":
		fmt.Fprintln(os.Stderr, "cannot go on")
		os.Exit(7)
	case "panic":
		go panic("this went wrong")
		select {}
	case "flood":
		for {
			fmt.Println(strings.Repeat("a flood ", 100))
		}
	case "stop":
		syscall.Kill(os.Getpid(), syscall.SIGSTOP)
		select {}
	case "fail":
		return errors.New("the cloud is closed today")
	}
	return nil
}

func (d *Driver) Heartbeat(_ *nothing, _ *nothing) error {
	d.beats <- nothing{}
	return nil
}

func (d *Driver) Close(_ *nothing, _ *nothing) error {
	if err := d.misbehave("Close"); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "Closing plugin on server side")
	os.Exit(0)
	return nil
}

func (d *Driver) GetVersion(_ *nothing, reply *int) error {
	*reply = 1
	if d.fault == "version" {
		*reply = 2
	}
	return d.misbehave("GetVersion")
}

func (d *Driver) SetConfigRaw(text []byte, _ *nothing) error {
	d.guard.Lock()
	defer d.guard.Unlock()
	if err := d.misbehave("SetConfigRaw"); err != nil {
		return err
	}
	return json.Unmarshal(text, &d.config)
}

func (d *Driver) GetConfigRaw(_ *nothing, reply *[]byte) (err error) {
	if err = d.misbehave("GetConfigRaw"); err != nil {
		return err
	}
	*reply, err = json.Marshal(d.config)
	return err
}

func (d *Driver) GetCreateFlags(_ *nothing, reply *[]interface{}) error {
	variable := strings.ToUpper(d.name) + "_"
	*reply = []interface{}{
		&intFlag{d.name + "-vm", "Id of the VM", variable + "VM", 0},
		&stringFlag{d.name + "-key", "Private key\x1b[2J for SSH", "", ""},
		&stringFlag{d.name + "-ssh-user", "User for SSH", variable + "SSH_USER", "root"},
		&stringSliceFlag{d.name + "-note", "A note; can be repeated", "", []string{"none yet"}},
		&boolFlag{d.name + "-loud", "Say more", ""},
	}
	if d.name == "ci-test" {
		*reply = []interface{}{&stringFlag{"url", "URL of the engine", "", ""}}
	}
	if d.fault == "flags" {
		*reply = []interface{}{&stringFlag{"a b", "", "", ""}}
	}
	return d.misbehave("GetCreateFlags")
}

func (d *Driver) SetConfigFromFlags(options *interface{}, _ *nothing) error {
	if err := d.misbehave("SetConfigFromFlags"); err != nil {
		return err
	}
	values := (*options).(*rpcFlags).Values
	if url, given := values["url"].(string); given {
		d.config.URL = url
		_, d.config.IPAddress, _ = strings.Cut(url, "://")
		return nil
	}
	vm := values[d.name+"-vm"].(int)
	d.config.VM = &vm
	d.config.SSHUser = values[d.name+"-ssh-user"].(string)
	d.config.Notes = values[d.name+"-note"].([]string)
	d.config.Loud = values[d.name+"-loud"].(bool)
	d.config.SwarmMaster = values["swarm-master"].(bool)
	d.config.SwarmHost = values["swarm-host"].(string)
	d.config.SSHKeyPath = values[d.name+"-key"].(string)
	d.config.Given = map[string]string{}
	for name, value := range values {
		if !strings.HasPrefix(name, d.name+"-") {
			d.config.Given[name] = fmt.Sprint(value)
		}
	}
	if d.config.SSHKeyPath == "" {
		return fmt.Errorf("%s driver requires the --%s-key option", d.name, d.name)
	}
	return nil
}

func (d *Driver) DriverName(_ *nothing, reply *string) error {
	*reply = d.name
	return d.misbehave("DriverName")
}

func (d *Driver) GetMachineName(_ *nothing, reply *string) error {
	*reply = d.config.MachineName
	return nil
}

func (d *Driver) PreCreateCheck(_ *nothing, _ *nothing) error {
	if err := d.misbehave("PreCreateCheck"); err != nil || d.name == "ci-test" {
		return err
	}
	_, err := d.status()
	return err
}

func (d *Driver) Create(_ *nothing, _ *nothing) error {
	if d.config.Loud {
		fmt.Println("Taking over VM", *d.config.VM)
		fmt.Fprintln(os.Stderr, "a detail")
	}
	if err := d.misbehave("Create"); err != nil || d.name == "ci-test" {
		return err
	}
	return d.await("3/3")
}

func (d *Driver) GetState(_ *nothing, reply *int) error {
	if err := d.misbehave("GetState"); err != nil {
		return err
	}
	*reply = 1
	if d.name == "ci-test" {
		return nil
	}
	status, err := d.status()
	switch {
	case status == "3/3":
	case strings.HasPrefix(status, "8/"):
		*reply = 4
	case strings.HasPrefix(status, "6/"):
		*reply = 7
	default:
		*reply = 6
	}
	return err
}

func (d *Driver) GetIP(_ *nothing, reply *string) error {
	*reply = d.config.IPAddress
	return d.misbehave("GetIP")
}

func (d *Driver) GetSSHHostname(_ *nothing, reply *string) error {
	*reply = d.config.IPAddress
	return nil
}

func (d *Driver) GetURL(_ *nothing, reply *string) error {
	if d.name == "ci-test" {
		*reply = d.config.URL
		return nil
	}
	if err := d.misbehave("GetURL"); err != nil {
		return err
	}
	if status, err := d.status(); err != nil || status != "3/3" {
		return errors.New("Host is not running")
	}
	*reply = "tcp://" + d.config.IPAddress + ":2376"
	return nil
}

func (d *Driver) GetSSHPort(_ *nothing, reply *int) error {
	*reply = d.config.SSHPort
	return nil
}

func (d *Driver) GetSSHUsername(_ *nothing, reply *string) error {
	*reply = d.config.SSHUser
	return nil
}

func (d *Driver) GetSSHKeyPath(_ *nothing, reply *string) error {
	*reply = d.config.SSHKeyPath
	return nil
}

func (d *Driver) Start(_ *nothing, _ *nothing) error { return d.act("Start", "resume", "3/3") }
func (d *Driver) Stop(_ *nothing, _ *nothing) error  { return d.act("Stop", "poweroff", "8/0") }
func (d *Driver) Kill(_ *nothing, _ *nothing) error  { return d.act("Kill", "poweroff-hard", "8/0") }
func (d *Driver) Remove(_ *nothing, _ *nothing) error {
	return d.act("Remove", "terminate-hard", "6/0")
}
func (d *Driver) Restart(_ *nothing, _ *nothing) error { return d.act("Restart", "reboot-hard", "3/3") }

func (d *Driver) act(method, action, until string) error {
	if err := d.misbehave(method); err != nil {
		return err
	}
	if d.name == "ci-test" {
		if method == "Remove" {
			return nil
		}
		return errors.New("Not supported")
	}
	if _, err := call("one.vm.action", text(action), number(*d.config.VM)); err != nil {
		return err
	}
	return d.await(until)
}

func (d *Driver) await(status string) error {
	for {
		now, err := d.status()
		if err != nil || now == status {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

var (
	state    = regexp.MustCompile(`<STATE>(\d+)</STATE>`)
	lcmState = regexp.MustCompile(`<LCM_STATE>(\d+)</LCM_STATE>`)
	ip       = regexp.MustCompile(`<IP>(?:<!\[CDATA\[)?([0-9.]+)`)
	fault    = regexp.MustCompile(`<string>(\[one[^<]*)</string>`)
)

// status asks for the VM's state, as STATE/LCM_STATE, and takes down its address.
func (d *Driver) status() (string, error) {
	document, err := call("one.vm.info", number(*d.config.VM))
	if err != nil {
		return "", err
	}
	if address := ip.FindStringSubmatch(document); address != nil {
		d.config.IPAddress = address[1]
	}
	return state.FindStringSubmatch(document)[1] + "/" + lcmState.FindStringSubmatch(document)[1], nil
}

func text(value string) string { return "<string>" + value + "</string>" }
func number(value int) string  { return fmt.Sprintf("<int>%d</int>", value) }

// call asks OpenNebula and gives back its whole answer.
func call(method string, arguments ...string) (string, error) {
	session, err := os.ReadFile(os.Getenv("ONE_AUTH"))
	if err != nil {
		return "", err
	}
	body := "<methodCall><methodName>" + method + "</methodName><params>"
	for _, argument := range append([]string{text(strings.TrimSpace(string(session)))}, arguments...) {
		body += "<param><value>" + argument + "</value></param>"
	}
	answer, err := http.Post(os.Getenv("ONE_XMLRPC"), "text/xml", strings.NewReader(body+"</params></methodCall>"))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var buffer bytes.Buffer
	if _, err := buffer.ReadFrom(answer.Body); err != nil {
		return "", err
	}
	document := strings.NewReplacer("&lt;", "<", "&gt;", ">").Replace(buffer.String())
	if wrong := fault.FindStringSubmatch(document); wrong != nil {
		return "", errors.New(wrong[1])
	}
	return document, nil
}
