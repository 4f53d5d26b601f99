using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Ordi2.Ledger.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Where the framework keeps the keys that sign sessions and forms.</summary>
internal sealed class KeysInDatabase(ProtectionKeys keys, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.ReadAll().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting), time.GetUtcNow());
}
