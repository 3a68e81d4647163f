// Command tlsfiles creates certificates as Go programs do, and uses those of other programs.
//
//	make FOLDER DAYS        ca.pem, ca-key.pem, cert.pem and key.pem: RSA of 2048 bits, keys in PKCS#1, valid for so long
//	get HOST:PORT FOLDER    asks a Docker engine for its version with FOLDER's ca.pem, cert.pem and key.pem
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	switch os.Args[1] {
	case "make":
		days, err := strconv.Atoi(os.Args[3])
		check(err)
		makeFiles(os.Args[2], days)
	case "get":
		get(os.Args[2], os.Args[3])
	default:
		check(fmt.Errorf("what is %q?", os.Args[1]))
	}
}

func makeFiles(folder string, days int) {
	ca := template("someone", days)
	ca.IsCA = true
	ca.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment | x509.KeyUsageKeyAgreement |
		x509.KeyUsageCertSign
	caKey := newKey()
	write(folder, "ca", ca, ca, caKey, caKey)

	client := template("someone.<bootstrap>", days)
	client.KeyUsage = x509.KeyUsageDigitalSignature
	client.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	write(folder, "cert", client, ca, newKey(), caKey)
}

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	check(err)
	return key
}

func template(organization string, days int) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 128))
	check(err)
	from := time.Now().Add(-5 * time.Minute)
	return &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{Organization: []string{organization}},
		NotBefore:             from,
		NotAfter:              from.AddDate(0, 0, days),
		BasicConstraintsValid: true,
	}
}

func write(folder, name string, certificate, issuer *x509.Certificate, key, issuerKey *rsa.PrivateKey) {
	der, err := x509.CreateCertificate(rand.Reader, certificate, issuer, &key.PublicKey, issuerKey)
	check(err)
	put(filepath.Join(folder, name+".pem"), "CERTIFICATE", der)
	keyName := name + "-key.pem"
	if name == "cert" {
		keyName = "key.pem"
	}
	put(filepath.Join(folder, keyName), "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key))
}

func put(path, kind string, der []byte) {
	check(os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}

func get(address, folder string) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem"))
	check(err)
	ca, err := os.ReadFile(filepath.Join(folder, "ca.pem"))
	check(err)
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		check(fmt.Errorf("no CA in %s", folder))
	}
	client := &http.Client{
		Timeout: 20 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots, MinVersion: tls.VersionTLS12},
		},
	}
	response, err := client.Get("https://" + address + "/version")
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(err)
	fmt.Printf("%d %s\n", response.StatusCode, body)
}
