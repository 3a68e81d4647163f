package io.onemachine.machine.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class SecretValuesTest {
    @Test
    void secretsOfTheDriverAreMaskedAtAnyDepth() throws MalformedJsonException {
        assertThat(masked("""
                        {"Driver": {"User": "me", "Password": "p1", "Config": {"Token": "me:p1", "Endpoint": "http://x"},
                         "SecretAccessKey": "x", "SecretKey": "s", "api_key": "k", "Tokens": "2",
                         "List": [{"clientSecret": "c"}], "AuthTokens": [], "AccessToken": ["a", "b"]}}""")).isEqualTo(json("""
                        {"Driver": {"User": "me", "Password": "***", "Config": {"Token": "***", "Endpoint": "http://x"},
                         "SecretAccessKey": "***", "SecretKey": "***", "api_key": "***", "Tokens": "2",
                         "List": [{"clientSecret": "***"}], "AuthTokens": [], "AccessToken": ["***", "***"]}}"""));
    }

    @Test
    void emptyValuesNonTextsAndFileNamesAreNotMasked() throws MalformedJsonException {
        String plain = """
                {"Driver": {"Password": "", "Token": null, "StorePassword": true, "SSHKeyPath": "/k", "AuthFile": "/f",
                 "MachineId": 1.50}, "HostOptions": {"EngineOptions": {"Env": ["TOKEN=theirs"]}, "Password": "not a driver's"}}""";
        assertThat(masked(plain)).isEqualTo(json(plain));
    }

    @Test
    void passwordsInUrlsAreMaskedEverywhere() throws MalformedJsonException {
        assertThat(masked("""
                        {"HostOptions": {"Env": ["HTTP_PROXY=http://u:p@ss:w@proxy:3128/x", "A=http://u@h/", "B=tcp://h:1/a@b"]}}""")).isEqualTo(json("""
                        {"HostOptions": {"Env": ["HTTP_PROXY=http://u:***@proxy:3128/x", "A=http://u@h/", "B=tcp://h:1/a@b"]}}"""));
    }

    @Test
    void maskingDoesNotChangeTheConfiguration() throws MalformedJsonException {
        JsonObject config = json("{\"Driver\": {\"Password\": \"p\"}}");
        SecretValues.masked(config);
        assertThat(config).isEqualTo(json("{\"Driver\": {\"Password\": \"p\"}}"));
    }

    private static JsonObject masked(String config) throws MalformedJsonException {
        return SecretValues.masked(json(config));
    }

    private static JsonObject json(String text) throws MalformedJsonException {
        return GoJsonReader.readObject(text);
    }
}
