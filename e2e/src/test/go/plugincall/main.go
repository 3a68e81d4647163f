// Command plugincall starts a driver plugin as docker-machine does and calls what its input says, a line each:
//
//	call METHOD       a method without argument
//	config JSON       SetConfigRaw
//	options JSON      SetConfigFromFlags; a number is an int, a list one of strings, null a nil interface value
//	save FILE         GetConfigRaw, and what it answers as "Driver" of a config.json, in a folder that it creates
//	load FILE         SetConfigRaw with the bytes of "Driver" as they stand in a config.json
//	service NAME      the service that is called from now on
//	silence           sends no more heartbeats
//	wait              waits until the plugin ends and prints its exit status
//
// What is answered is printed as "METHOD: result" or "METHOD! error", what the plugin prints as "out: line" and
// "err: line". It ends when the input does; a plugin that still runs is killed then.
package main

import (
	"bufio"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"net/rpc"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
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

type host struct {
	ConfigVersion int
	Driver        json.RawMessage
	DriverName    string
	HostOptions   map[string]interface{}
	Name          string
}

type rpcFlags struct{ Values map[string]interface{} }

var printing sync.Mutex

func say(format string, values ...interface{}) {
	printing.Lock()
	defer printing.Unlock()
	fmt.Printf(format+"\n", values...)
}

func main() {
	gob.RegisterName("*mcnflag.StringFlag", &stringFlag{})
	gob.RegisterName("*mcnflag.IntFlag", &intFlag{})
	gob.RegisterName("*mcnflag.StringSliceFlag", &stringSliceFlag{})
	gob.RegisterName("*mcnflag.BoolFlag", &boolFlag{})
	gob.RegisterName("*rpcdriver.RPCFlags", &rpcFlags{})

	plugin := exec.Command(os.Args[1], os.Args[2:]...)
	plugin.Env = append(os.Environ(), "MACHINE_PLUGIN_TOKEN=42", "MACHINE_PLUGIN_DRIVER_NAME=opennebula")
	stdout, _ := plugin.StdoutPipe()
	stderr, _ := plugin.StderrPipe()
	if err := plugin.Start(); err != nil {
		say("start! %s", err)
		return
	}
	defer plugin.Process.Kill()
	var pipes sync.WaitGroup
	lines := bufio.NewScanner(stdout)
	lines.Scan()
	address := strings.TrimSpace(lines.Text())
	pipes.Add(2)
	go copyLines("out", lines, &pipes)
	go copyLines("err", bufio.NewScanner(stderr), &pipes)
	client, err := rpc.DialHTTP("tcp", address)
	if err != nil {
		say("dial! %s", err)
		return
	}
	say("connected")

	silence := make(chan struct{})
	go beat(client, silence)
	service := "RPCServerDriver."
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	for input.Scan() {
		word, rest, _ := strings.Cut(input.Text(), " ")
		switch word {
		case "call":
			call(client, service, rest, struct{}{})
		case "config":
			call(client, service, "SetConfigRaw", []byte(rest))
		case "options":
			var options interface{} = flags(rest)
			if rest == "null" {
				options = nil
			}
			call(client, service, "SetConfigFromFlags", &options)
		case "save":
			save(client, service, rest)
		case "load":
			load(client, service, rest)
		case "service":
			service = rest + "."
		case "silence":
			close(silence)
		case "wait":
			pipes.Wait()
			plugin.Wait()
			say("exit: %d", plugin.ProcessState.ExitCode())
		}
	}
}

func beat(client *rpc.Client, silence chan struct{}) {
	for {
		select {
		case <-silence:
			return
		case <-time.After(2 * time.Second):
			client.Call("RPCServerDriver.Heartbeat", struct{}{}, nil)
		}
	}
}

func flags(text string) *rpcFlags {
	var values map[string]interface{}
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		panic(err)
	}
	for name, value := range values {
		switch value := value.(type) {
		case float64:
			values[name] = int(value)
		case []interface{}:
			list := []string{}
			for _, item := range value {
				list = append(list, item.(string))
			}
			values[name] = list
		}
	}
	return &rpcFlags{values}
}

func call(client *rpc.Client, service, method string, argument interface{}) {
	var reply interface{}
	switch method {
	case "GetVersion", "GetSSHPort", "GetState":
		reply = new(int)
	case "DriverName", "GetMachineName", "GetSSHKeyPath", "GetSSHUsername", "GetIP", "GetIPv6", "GetSSHHostname", "GetURL":
		reply = new(string)
	case "GetConfigRaw":
		reply = new([]byte)
	case "GetCreateFlags":
		reply = new([]interface{})
	}
	err := client.Call(service+method, argument, reply)
	switch reply := reply.(type) {
	case nil:
		if err == nil || method == "Close" && err == io.ErrUnexpectedEOF {
			say("%s: done", method)
			return
		}
	case *[]byte:
		if err == nil {
			say("%s: %s", method, *reply)
			return
		}
	case *[]interface{}:
		if err == nil {
			for _, flag := range *reply {
				text, _ := json.Marshal(flag)
				say("%s: %s %s", method, reflect.TypeOf(flag), text)
			}
			return
		}
	default:
		if err == nil {
			say("%s: %v", method, reflect.ValueOf(reply).Elem())
			return
		}
	}
	say("%s! %s", method, err)
}

func save(client *rpc.Client, service, file string) {
	var driver []byte
	err := client.Call(service+"GetConfigRaw", struct{}{}, &driver)
	var config []byte
	if err == nil {
		name := filepath.Base(filepath.Dir(file))
		config, err = json.MarshalIndent(&host{3, driver, "opennebula", map[string]interface{}{}, name}, "", "    ")
	}
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0700)
	}
	if err == nil {
		err = os.WriteFile(file, config, 0600)
	}
	report("save", err)
}

func load(client *rpc.Client, service, file string) {
	var config host
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &config)
	}
	if err == nil {
		err = client.Call(service+"SetConfigRaw", []byte(config.Driver), nil)
	}
	report("load", err)
}

func report(what string, err error) {
	if err != nil {
		say("%s! %s", what, err)
		return
	}
	say("%s: done", what)
}

func copyLines(prefix string, lines *bufio.Scanner, done *sync.WaitGroup) {
	defer done.Done()
	for lines.Scan() {
		say("%s: %s", prefix, lines.Text())
	}
}
