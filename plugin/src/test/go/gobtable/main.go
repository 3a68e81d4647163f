// Command gobtable is Go's side of the codec's test: a table of values that Java has too.
//
//	gobtable emit    prints NAME and the value's gob stream in hex, a line each
//	gobtable check   reads such lines, decodes each into the type of the table's value and says whether it is the same
package main

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"os"
	"reflect"
	"strings"
	"time"
)

type inner struct {
	Text  string
	Count int
}

type outer struct {
	Flag    bool
	Small   int8
	Large   uint64
	Ratio   float32
	Name    string
	Raw     []byte
	Inner   inner
	Pointer *inner
	List    []inner
	Fixed   [2]string
	Table   map[string][]int
	Any     interface{}
}

// wide has fields that narrow does not know, and the other way round.
type wide struct {
	First  string
	Second map[string][]inner
	Third  interface{}
	Fourth int
}

type narrow struct {
	Fourth int
	Fifth  string
}

type node struct {
	Value int
	Next  *node
}

type box struct {
	Content interface{}
}

type stringFlag struct {
	Name, Usage, EnvVar, Value string
}

type intFlag struct {
	Name, Usage, EnvVar string
	Value               int
}

type sliceFlag struct {
	Name, Usage, EnvVar string
	Value               []string
}

type boolFlag struct {
	Name, Usage, EnvVar string
}

type rpcFlags struct {
	Values map[string]interface{}
}

type entry struct {
	name  string
	value interface{}
	// What the value is decoded into when that is not its own type, and what must come out then.
	target interface{}
	want   interface{}
}

func table() []entry {
	any := func(v interface{}) interface{} { return &v }
	return []entry{
		{name: "true", value: true},
		{name: "smallest", value: int64(math.MinInt64)},
		{name: "largest", value: int64(math.MaxInt64)},
		{name: "unsigned", value: uint64(math.MaxUint64)},
		{name: "float", value: -12.375},
		{name: "pi", value: math.Pi},
		{name: "infinite", value: math.Inf(-1)},
		{name: "complex", value: complex(1.5, -2)},
		{name: "string", value: "héllo ∞ 𝄞"},
		{name: "bytes", value: []byte{0, 127, 128, 255}},
		{name: "ints", value: []int{0, -1, 300}},
		{name: "array", value: [3]string{"a", "", "c"}},
		{name: "floats", value: []float32{0, 1.25}},
		{name: "map", value: map[string]int{"k": -5}},
		{name: "map of slices", value: map[int][]string{7: {"x", "y"}}},
		{name: "slice of maps", value: []map[string]bool{{"on": true}, {}}},
		{name: "outer", value: outer{
			Flag: true, Small: -8, Large: 1 << 63, Ratio: 0.5, Name: "n", Raw: []byte("raw"),
			Inner: inner{"in", 1}, Pointer: &inner{"p", 2}, List: []inner{{}, {"l", 3}}, Fixed: [2]string{"f", ""},
			Table: map[string][]int{"t": {1, 2}}, Any: inner{"any", 4},
		}},
		{name: "outer all zero", value: outer{}},
		{name: "unknown fields", value: wide{"f", map[string][]inner{"s": {{"x", 1}}}, box{box{[]string{"deep"}}}, 4},
			target: new(narrow), want: &narrow{Fourth: 4}},
		{name: "boxes", value: box{box{box{[]string{"deep"}}}}},
		{name: "interfaces", value: []interface{}{int(1), "two", true, []string{"three"}, 4.5, nil, inner{"six", 6},
			[]byte("seven"), uint(8), box{inner{"nine", 9}}, inner{"ten", 10}}},
		{name: "interface", value: any(box{inner{"x", 1}})},
		{name: "flags", value: []interface{}{
			&stringFlag{"s", "usage", "ENV", "value"}, &intFlag{"i", "", "", -3},
			&sliceFlag{"l", "", "", []string{"a", "b"}}, &boolFlag{Name: "b"}, &stringFlag{}}},
		{name: "options", value: any(&rpcFlags{map[string]interface{}{"list": []string{"a", ""}}})},
		{name: "empty options", value: any(&rpcFlags{})},
		{name: "list", value: node{1, &node{2, &node{3, nil}}}},
		{name: "big", value: big.NewInt(1 << 40)},
		{name: "time", value: time.Unix(1e9, 0).UTC()},
	}
}

func main() {
	gob.Register(inner{})
	gob.Register(box{})
	gob.Register([]string{})
	gob.RegisterName("*mcnflag.StringFlag", &stringFlag{})
	gob.RegisterName("*mcnflag.IntFlag", &intFlag{})
	gob.RegisterName("*mcnflag.StringSliceFlag", &sliceFlag{})
	gob.RegisterName("*mcnflag.BoolFlag", &boolFlag{})
	gob.RegisterName("*rpcdriver.RPCFlags", &rpcFlags{})
	if os.Args[1] == "emit" {
		emit()
	} else {
		check()
	}
}

func emit() {
	for _, e := range table() {
		var stream bytes.Buffer
		if err := gob.NewEncoder(&stream).Encode(e.value); err != nil {
			panic(err)
		}
		fmt.Printf("%s\t%x\n", e.name, stream.Bytes())
	}
}

func check() {
	known := map[string]entry{}
	for _, e := range table() {
		known[e.name] = e
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		name, text, _ := strings.Cut(lines.Text(), "\t")
		e := known[name]
		target, want := e.target, e.want
		if target == nil && reflect.TypeOf(e.value).Kind() == reflect.Ptr {
			target, want = reflect.New(reflect.TypeOf(e.value).Elem()).Interface(), e.value
		} else if target == nil {
			target = reflect.New(reflect.TypeOf(e.value)).Interface()
			pointer := reflect.New(reflect.TypeOf(e.value))
			pointer.Elem().Set(reflect.ValueOf(e.value))
			want = pointer.Interface()
		}
		fmt.Printf("%s\t%s\n", name, compared(text, target, want))
	}
}

func compared(text string, target, want interface{}) string {
	stream, err := hex.DecodeString(text)
	if err != nil {
		return err.Error()
	}
	decoder := gob.NewDecoder(bytes.NewReader(stream))
	if err := decoder.Decode(target); err != nil {
		return err.Error()
	}
	if !same(reflect.ValueOf(target), reflect.ValueOf(want)) {
		return fmt.Sprintf("%#v, not %#v", target, want)
	}
	return "ok"
}

// same is DeepEqual that takes a nil slice or map for an empty one: gob does not distinguish them.
func same(a, b reflect.Value) bool {
	return fmt.Sprintf("%s", flat(a)) == fmt.Sprintf("%s", flat(b))
}

func flat(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Ptr, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return v.Elem().Type().String() + ":" + flat(v.Elem())
	case reflect.Slice, reflect.Array:
		text := "["
		for i := 0; i < v.Len(); i++ {
			text += flat(v.Index(i)) + ","
		}
		return text + "]"
	case reflect.Map:
		text := "{"
		for iter := v.MapRange(); iter.Next(); {
			text += flat(iter.Key()) + "=" + flat(iter.Value()) + ","
		}
		return text + "}"
	case reflect.Struct:
		text := "("
		for i := 0; i < v.NumField(); i++ {
			text += flat(v.Field(i)) + ","
		}
		return text + ")"
	default:
		return fmt.Sprintf("%v", v)
	}
}
