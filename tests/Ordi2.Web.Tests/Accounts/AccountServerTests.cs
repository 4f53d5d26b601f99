using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

/// <summary>A server whose accounts may be closed, erased and given a second factor: nobody else signs in there.</summary>
[CollectionDefinition(Name)]
public sealed class AccountServerTests : ICollectionFixture<DemoServer>
{
    public const string Name = "accounts";
}
