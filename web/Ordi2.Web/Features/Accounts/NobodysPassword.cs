using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// The password of nobody, hashed as those of accounts are: looking at it costs what looking at a wrong password costs. Or one could ask by the clock who has
/// an account, and whether it is closed.
/// </summary>
internal sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly PasswordHasher<Person> _hasher = new(options);
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<Person>(options).HashPassword(null!, Guid.NewGuid().ToString()));

    public string Hash => _hash.Value;

    /// <summary>Looks at a password and lets nobody in.</summary>
    public void Check(string password) => _hasher.VerifyHashedPassword(null!, Hash, password);
}
