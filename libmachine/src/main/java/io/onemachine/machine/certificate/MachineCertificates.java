package io.onemachine.machine.certificate;

/**
 * All certificates of one machine, from one CA, as PEM.
 *
 * @param ca the CA's certificate
 * @param client the certificate that clients show, with its key
 * @param server the engine's certificate, with its key
 */
public record MachineCertificates(String ca, CertifiedKey client, CertifiedKey server) {}
