using System.Net;
using System.Net.Sockets;

namespace Ordi2.Web.Features.Accounts;

/// <summary>What a list of sessions tells of a browser: enough to recognise one's own, too little to follow anybody.</summary>
internal static class Surroundings
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>For example <c>Firefox, Linux</c>.</summary>
    public static string BrowserOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var names = new[] { NameIn(agent, Browsers), NameIn(agent, Systems) }.Where(name => name is not null);
        return string.Join(", ", names) is { Length: > 0 } known ? known : "?";
    }

    /// <summary>For example <c>192.0.2.x</c>: the last part of an IPv4 address and the last ten bytes of an IPv6 address are left out.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "?";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();

        return IPAddress.IsLoopback(plain) ? "localhost"
            : plain.AddressFamily is AddressFamily.InterNetwork ? FormattableString.Invariant($"{bytes[0]}.{bytes[1]}.{bytes[2]}.x")
            : FormattableString.Invariant($"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:{bytes[4]:x2}{bytes[5]:x2}::x");
    }

    private static string? NameIn(string agent, (string Sign, string Name)[] names) =>
        Array.Find(names, name => agent.Contains(name.Sign, StringComparison.Ordinal)).Name;
}
