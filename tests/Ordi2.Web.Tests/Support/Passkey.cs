using Microsoft.AspNetCore.Identity;

namespace Ordi2.Web.Tests.Support;

/// <summary>A passkey as the framework keeps it. Nobody can sign in with it: what it is to the account is what counts.</summary>
internal static class Passkey
{
    public static IdentityUserPasskey<string> Of(string person) => new()
    {
        UserId = person,
        CredentialId = Guid.NewGuid().ToByteArray(),
        Data = new() { Name = "kept", PublicKey = [1], AttestationObject = [1], ClientDataJson = [1], CreatedAt = DateTimeOffset.UtcNow },
    };
}
