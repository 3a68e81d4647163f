// Command gorpc is Go's side of the remote calls' test, with the standard library's net/rpc.
//
//	gorpc serve         serves until its input ends; prints the address first
//	gorpc call ADDRESS  calls a server that has the same methods and prints what came of it
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/rpc"
	"os"
	"sort"
	"strings"
	"sync"
)

// Echo has methods of the shapes that driver plugins have.
type Echo struct {
	gate chan struct{}
}

func (e *Echo) Text(in string, out *string) error { *out = in; return nil }

func (e *Echo) Twice(in int, out *int) error { *out = 2 * in; return nil }

func (e *Echo) Bytes(in []byte, out *[]byte) error { *out = in; return nil }

func (e *Echo) Nothing(_ struct{}, _ *struct{}) error { return nil }

func (e *Echo) Fail(in string, _ *struct{}) error { return errors.New(in) }

// Wait answers when Open has been called.
func (e *Echo) Wait(_ struct{}, out *string) error { <-e.gate; *out = "waited"; return nil }

func (e *Echo) Open(_ struct{}, _ *struct{}) error { close(e.gate); return nil }

func main() {
	if os.Args[1] == "serve" {
		serve()
	} else {
		call(os.Args[2])
	}
}

func serve() {
	if err := rpc.Register(&Echo{gate: make(chan struct{})}); err != nil {
		panic(err)
	}
	rpc.HandleHTTP()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	go http.Serve(listener, nil)
	io.Copy(io.Discard, os.Stdin)
}

func call(address string) {
	client, err := rpc.DialHTTP("tcp", address)
	if err != nil {
		fmt.Println("dial:", err)
		return
	}
	var text string
	var number int
	var raw []byte
	wait := client.Go("Echo.Wait", struct{}{}, new(string), nil)
	fmt.Println(client.Call("Echo.Text", "héllo", &text), text)
	fmt.Println(client.Call("Echo.Twice", -21, &number), number)
	fmt.Println(client.Call("Echo.Bytes", []byte{1, 2}, &raw), raw)
	fmt.Println(client.Call("Echo.Nothing", struct{}{}, nil))
	fmt.Println(client.Call("Echo.Fail", "on purpose", nil))
	fmt.Println(client.Call("Echo.Missing", 1, nil))
	fmt.Println(client.Call("Missing.Text", 1, nil))
	fmt.Println(client.Call("nonsense", 1, nil))
	fmt.Println(client.Call("Echo.Text", strings.Repeat("x", 100000), &text), len(text))

	var group sync.WaitGroup
	answers := make([]string, 50)
	for i := range answers {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			var twice int
			err := client.Call("Echo.Twice", i, &twice)
			answers[i] = fmt.Sprint(err, twice == 2*i)
		}(i)
	}
	group.Wait()
	sort.Strings(answers)
	fmt.Println(answers[0], answers[49])

	fmt.Println(client.Call("Echo.Open", struct{}{}, nil))
	<-wait.Done
	fmt.Println(wait.Error, *wait.Reply.(*string))
	fmt.Println(client.Close())
}
